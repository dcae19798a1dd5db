package io.thriftboot.server;

import static io.thriftboot.server.ServerOutcomeTests.assertThatApplicationException;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.thriftboot.Deadline;
import io.thriftboot.InterfaceKind;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftContext;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.OtherService;
import io.thriftboot.transport.Endpoint;
import java.lang.reflect.Proxy;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.slf4j.LoggerFactory;

/** What a handler of {@code AsyncIface} may do with its callback, other than calling it once. */
@Timeout(30)
class AsyncHandlerTests {

    private static final ServiceDescriptor ECHO = ServiceDescriptor.of(EchoService.class);

    private final Logger logger = (Logger) LoggerFactory.getLogger(ThriftProcessor.class);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final List<String> steps = new ArrayList<>();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void stopListening() {
        logger.detachAppender(log);
    }

    /** A handler that does the same for every method. */
    private static EchoService.AsyncIface handler(BiConsumer<Object[], AsyncMethodCallback<Object>> behaviour) {
        return (EchoService.AsyncIface) Proxy.newProxyInstance(
                AsyncHandlerTests.class.getClassLoader(),
                new Class<?>[] {EchoService.AsyncIface.class},
                (proxy, method, arguments) -> {
                    @SuppressWarnings("unchecked")
                    var callback = (AsyncMethodCallback<Object>) arguments[arguments.length - 1];
                    behaviour.accept(arguments, callback);
                    return null;
                });
    }

    private static EchoService.Client client(Object handler) {
        return client(handler, builder -> builder);
    }

    private static EchoService.Client client(Object handler, UnaryOperator<ThriftProcessor.Builder> customizer) {
        ThriftProcessor processor = customizer
                .apply(ThriftProcessor.builder().service(ECHO, handler))
                .build();
        try {
            return DirectClient.of(processor);
        } catch (TTransportException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private List<ILoggingEvent> logged(Level level) {
        return log.list.stream().filter(event -> event.getLevel() == level).toList();
    }

    @Test
    void whenCallbackIsCalledMoreThanOnceTheFirstCountsAndOneWarningIsLogged() throws Exception {
        EchoService.Client client = client(handler((arguments, callback) -> {
            callback.onComplete("first");
            callback.onComplete("second");
            callback.onError(new IllegalStateException("third"));
            throw new IllegalStateException("fourth");
        }));

        assertThat(client.echo("x")).isEqualTo("first");

        assertThat(logged(Level.WARN))
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo("EchoService.echo has more than one outcome: another result (expected: one call of the"
                        + " callback) (seqid 1 from null)");
        assertThat(logged(Level.ERROR)).isEmpty();
    }

    @Test
    void whenFailureIsUndeclaredItIsLoggedOnceAndNotTold() {
        EchoService.Client client =
                client(handler((arguments, callback) -> callback.onError(new IllegalStateException("secret"))));

        assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> client.echo("x"))
                .isEqualTo("internal error in EchoService.echo");

        assertThat(logged(Level.ERROR)).singleElement().satisfies(event -> {
            assertThat(event.getFormattedMessage()).isEqualTo("EchoService.echo failed (seqid 1 from null)");
            assertThat(event.getThrowableProxy().getMessage()).isEqualTo("secret");
        });
    }

    @Test
    void whenDeclaredExceptionIsWrappedByAStageItIsUnwrapped() {
        EchoService.Client client = client(
                handler((arguments, callback) ->
                        callback.onError(new CompletionException(new CompletionException(new NotFound(1, "wrapped"))))),
                builder -> builder.exceptionHandlers(List.of((call, thrown) -> {
                    throw new AssertionError("asked for a declared exception");
                })));

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> client.find(1));
    }

    @Test
    void whenExceptionHandlerKnowsTheFailureItIsTranslated() {
        EchoService.Client client = client(
                handler((arguments, callback) -> callback.onError(new IllegalStateException("domain"))),
                builder -> builder.exceptionHandlers(List.of((call, thrown) -> new NotFound(7, thrown.getMessage()))));

        assertThatThrownBy(() -> client.find(1)).isEqualTo(new NotFound(7, "domain"));
    }

    @Test
    void whenExceptionHandlerFailsWithAnErrorTheCallEnds() {
        EchoService.Client client = client(
                handler((arguments, callback) -> callback.onError(new IllegalStateException("domain"))),
                builder -> builder.exceptionHandlers(List.of((call, thrown) -> {
                    throw new StackOverflowError();
                })));

        assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> client.find(1))
                .isEqualTo("internal error in EchoService.find");
    }

    @Test
    void whenOutcomeIsNonsenseClientGetsInternalError() {
        EchoService.Client nothing = client(handler((arguments, callback) -> callback.onError(null)));
        EchoService.Client wrongType = client(handler((arguments, callback) -> callback.onComplete(List.of())));

        assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> nothing.echo("x"));
        assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> wrongType.echo("x"));
        assertThat(logged(Level.ERROR)).hasSize(2);
    }

    @Test
    void whenFutureHandlerReturnsNoFutureClientGetsInternalError() {
        Object handler = Proxy.newProxyInstance(
                getClass().getClassLoader(),
                new Class<?>[] {EchoService.FutureIface.class},
                (proxy, method, args) -> null);

        assertThatApplicationException(
                TApplicationException.INTERNAL_ERROR, () -> client(handler).echo("x"));
    }

    @Test
    void whenOnewayHandlerNeverCallsBackTheCallIsOver() throws Exception {
        EchoService.Client client = client(handler((arguments, callback) -> {
            if (arguments.length == 2 && arguments[0].equals("answer")) {
                callback.onComplete("answered");
            }
        }));

        client.fire("never");

        assertThat(client.echo("answer")).isEqualTo("answered");
        assertThat(log.list).isEmpty();
    }

    @Test
    void whenOnewayHandlerFailsLaterItIsLogged() throws Exception {
        List<AsyncMethodCallback<Object>> callbacks = new ArrayList<>();
        EchoService.Client client = client(handler((arguments, callback) -> callbacks.add(callback)));

        client.fire("later");
        callbacks.get(0).onError(new IllegalStateException("too late"));

        assertThat(logged(Level.ERROR))
                .singleElement()
                .extracting(ILoggingEvent::getFormattedMessage)
                .isEqualTo("EchoService.fire failed after it had returned (seqid 1 from null)");
    }

    @Test
    void whenThereAreInterceptorsTheyRunAroundTheWholeCallInItsContext() throws Exception {
        List<ThriftContext> contexts = new ArrayList<>();
        EchoService.Client client = client(
                HandlerStyle.ASYNC_LATER.of(new EchoHandler()),
                builder -> builder.interceptors(List.of(step("outer", contexts), step("inner", contexts))));

        assertThat(client.echo("hello")).isEqualTo("hello");

        assertThat(steps).containsExactly("outer before", "inner before", "inner after", "outer after");
        assertThat(contexts).hasSize(4).doesNotContainNull();
        assertThat(contexts).containsOnly(contexts.get(0));
        assertThat(ThriftContext.current()).isNull();
    }

    private ThriftInterceptor step(String name, List<ThriftContext> contexts) {
        return (call, next) -> {
            steps.add(name + " before");
            contexts.add(ThriftContext.current());
            return next.invoke(call).whenComplete((value, thrown) -> {
                contexts.add(ThriftContext.current());
                steps.add(name + " after");
            });
        };
    }

    @Test
    void whenInterceptorCallsNextTwiceTheHandlerIsCalledTwice() throws Exception {
        List<Object[]> calls = new ArrayList<>();
        EchoService.Client client = client(
                handler((arguments, callback) -> {
                    calls.add(arguments);
                    if (calls.size() == 1) {
                        callback.onError(new IllegalStateException("first"));
                    } else {
                        callback.onComplete("second");
                    }
                }),
                builder -> builder.interceptors(
                        List.of((call, next) -> next.invoke(call).exceptionallyCompose(thrown -> next.invoke(call)))));

        assertThat(client.echo("x")).isEqualTo("second");
        assertThat(calls).hasSize(2);
        assertThat(log.list).isEmpty();
    }

    @Test
    void whenInterceptorAnswersTheHandlerIsNotCalled() throws Exception {
        EchoService.Client client = client(
                handler((arguments, callback) -> {
                    throw new AssertionError("called");
                }),
                builder -> builder.interceptors(List.of((call, next) -> CompletableFuture.completedFuture("cached"))));

        assertThat(client.echo("x")).isEqualTo("cached");
    }

    @Test
    void whenHandlerNeverCallsBackTheDeadlineEndsTheCall() {
        MethodDescriptor echo = Objects.requireNonNull(ECHO.method("echo"));
        HandlerChain chain = new HandlerChain(
                InterfaceKind.ASYNC,
                handler((arguments, callback) -> {}),
                List.of(),
                new ExceptionTranslation(List.of()));
        ThriftContext context = new ThriftContext(null, 1, Deadline.after(Duration.ofMillis(50)));

        assertThatThrownBy(() -> chain.call(echo, echo.argsOf("x"), context))
                .isInstanceOfSatisfying(UndeclaredException.class, ex -> assertThat(ex.thrown())
                        .hasMessage("EchoService.echo: no outcome before the deadline")
                        .hasCauseInstanceOf(TimeoutException.class));
    }

    static List<Setup> models() {
        return Setup.models().toList();
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenHandlerNeverCallsBackTheForcedStopEndsTheCall(Setup setup) throws Exception {
        CompletableFuture<Thread> worker = new CompletableFuture<>();
        ThriftServer server = ThriftServer.create(
                ThriftServerOptions.builder("never", Endpoint.tcp("127.0.0.1", 0))
                        .model(setup.model())
                        .shutdown(new ShutdownOptions(Duration.ZERO, Duration.ofMillis(100)))
                        .build(),
                ThriftProcessor.builder()
                        .service(ECHO, handler((arguments, callback) -> worker.complete(Thread.currentThread())))
                        .build());
        server.start();
        try (TSocket socket = new TSocket("127.0.0.1", server.address().getPort(), TestServer.TIMEOUT_MILLIS)) {
            socket.open();
            new EchoService.Client(new TBinaryProtocol(new TFramedTransport(socket))).send_echo("x");
            Thread waiting = worker.get(10, TimeUnit.SECONDS);

            assertThat(server.stop().get(10, TimeUnit.SECONDS)).isFalse();

            await().until(() -> !waiting.isAlive());
        } finally {
            server.close();
        }
    }

    @Test
    void whenHandlerImplementsBothInterfacesOfAServiceItIsRefused() {
        Object both = proxy(EchoService.Iface.class, EchoService.AsyncIface.class);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftProcessor.builder().service(ECHO, both))
                .withMessageMatching("service EchoService: \\S+ implements Iface and AsyncIface \\(expected: an"
                        + " implementation of io\\.thriftboot\\.testapi\\.EchoService\\$Iface or of its AsyncIface, not"
                        + " of both\\)");
    }

    @Test
    void whenHandlerImplementsInterfacesOfTwoServicesBothAreServed() {
        Object handler = proxy(OtherService.Iface.class, EchoService.AsyncIface.class);
        ThriftProcessor.Builder builder = ThriftProcessor.builder();
        ServiceDescriptor.implementedBy(handler.getClass()).forEach(service -> builder.service(service, handler));

        assertThat(builder.build().kinds())
                .isEqualTo(Map.of("OtherService", InterfaceKind.SYNC, "EchoService", InterfaceKind.ASYNC));
    }

    private static Object proxy(Class<?>... interfaces) {
        return Proxy.newProxyInstance(
                AsyncHandlerTests.class.getClassLoader(), interfaces, (proxy, method, arguments) -> null);
    }
}
