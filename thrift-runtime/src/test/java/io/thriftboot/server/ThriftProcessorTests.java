package io.thriftboot.server;

import static io.thriftboot.server.ServerOutcomeTests.assertThatApplicationException;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.OtherService;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;

/** The processor by itself, between two buffers in memory. */
class ThriftProcessorTests {

    private static final ServiceDescriptor ECHO = ServiceDescriptor.of(EchoService.class);
    private static final ServiceDescriptor OTHER = ServiceDescriptor.of(OtherService.class);

    private final EchoHandler handler = new EchoHandler();
    private final List<String> steps = new ArrayList<>();

    private ThriftInterceptor step(String name) {
        return (call, next) -> {
            steps.add(name + " " + call);
            return next.invoke(call);
        };
    }

    private EchoService.Client client(UnaryOperator<ThriftProcessor.Builder> customizer) throws TTransportException {
        ThriftProcessor processor = customizer
                .apply(ThriftProcessor.builder().service(ECHO, handler))
                .build();
        return DirectClient.of(processor);
    }

    @Test
    void whenThereIsOneServiceItIsTheDefault() {
        ThriftProcessor processor =
                ThriftProcessor.builder().service("users", ECHO, handler).build();

        assertThat(processor.defaultService()).isEqualTo("users");
        assertThat(processor.services()).containsExactly(java.util.Map.entry("users", ECHO));
    }

    @Test
    void whenThereAreSeveralServicesOneIsTheDefaultIfNamed() {
        ThriftProcessor.Builder builder =
                ThriftProcessor.builder().service(ECHO, handler).service(OTHER, new OtherHandler());

        assertThat(builder.build().defaultService()).isNull();
        assertThat(builder.defaultService("OtherService").build().defaultService())
                .isEqualTo("OtherService");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.defaultService("Nobody").build())
                .withMessage("default-service: Nobody (expected: one of [EchoService, OtherService])");
    }

    @Test
    void whenTwoServicesHaveOneNameFailsNamingBoth() {
        ThriftProcessor.Builder builder = ThriftProcessor.builder().service("same", ECHO, handler);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> builder.service("same", OTHER, new OtherHandler()))
                .withMessageContainingAll(
                        "service same",
                        EchoHandler.class.getName(),
                        OtherHandler.class.getName(),
                        "one service for a name");
    }

    @Test
    void whenHandlerIsOfAnotherServiceOrNameIsNoneFails() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftProcessor.builder().service(ECHO, new OtherHandler()))
                .withMessageContaining("EchoService$Iface");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftProcessor.builder().service("a:b", ECHO, handler));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftProcessor.builder().service("", ECHO, handler));
    }

    @Test
    void whenThereIsNoDefaultPlainNamesAreUnknown() throws Exception {
        EchoService.Client client = client(builder -> builder.service(OTHER, new OtherHandler()));

        assertThatApplicationException(TApplicationException.UNKNOWN_METHOD, () -> client.echo("hello"))
                .isEqualTo("unknown method: echo");
        EchoService.Client named = new EchoService.Client(
                client.getInputProtocol(), new TMultiplexedProtocol(client.getOutputProtocol(), "EchoService"));
        assertThat(named.echo("hello")).isEqualTo("hello");
    }

    @Test
    void whenThereAreInterceptorsTheyRunInOrder() throws Exception {
        EchoService.Client client = client(builder -> builder.interceptors(List.of(step("outer"), step("inner"))));

        assertThat(client.echo("hello")).isEqualTo("hello");
        client.fire("oneway");
        client.echo("next");

        assertThat(steps)
                .startsWith("outer EchoService.echo", "inner EchoService.echo", "outer EchoService.fire")
                .hasSize(6);
    }

    @Test
    void whenInterceptorAnswersHandlerIsNotAsked() throws Exception {
        EchoService.Client client = client(
                builder -> builder.interceptors(List.of((call, next) -> CompletableFuture.completedFuture("cached"))));

        assertThat(client.echo("hello")).isEqualTo("cached");
        assertThat(handler.lastContext).isNull();
    }

    @Test
    void whenInterceptorCompletesLaterItsResultIsAwaited() throws Exception {
        EchoService.Client client = client(builder -> builder.interceptors(List.of((call, next) -> next.invoke(call)
                .thenApplyAsync(
                        value -> value + " later", CompletableFuture.delayedExecutor(50, TimeUnit.MILLISECONDS)))));

        assertThat(client.echo("hello")).isEqualTo("hello later");
    }

    @Test
    void whenInterceptorFailsItsExceptionIsTheAnswer() throws Exception {
        List<Throwable> failures = new ArrayList<>();
        EchoService.Client client = client(builder -> builder.interceptors(List.of((call, next) -> {
            Throwable failure = failures.remove(0);
            if (failure instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            return CompletableFuture.failedFuture(failure);
        })));
        failures.add(new NotFound(1, "by interceptor"));
        failures.add(new TApplicationException(TApplicationException.INTERNAL_ERROR, "not executed: limited"));
        failures.add(new IllegalStateException("secret"));

        assertThatExceptionOfType(NotFound.class).isThrownBy(() -> client.find(1));
        assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> client.find(1))
                .isEqualTo("not executed: limited");
        assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> client.find(1))
                .isEqualTo("internal error in EchoService.find");
    }

    /** Its text could tell a client that a call was not executed which was. */
    @Test
    void whenHandlerThrowsAnotherServersAnswerItIsNotPassedOn() throws Exception {
        EchoService.Client client = client(
                builder -> builder.interceptors(List.of(step("any"))).exceptionHandlers(List.of((call, ex) -> null)));

        assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> client.crash("application"))
                .isEqualTo("internal error in EchoService.crash");
    }

    @Test
    void whenExceptionHandlerKnowsTheExceptionClientGetsWhatItIsMappedTo() throws Exception {
        EchoHandler failing = new EchoHandler() {
            @Override
            public String find(long id) {
                throw new IllegalStateException("domain");
            }
        };
        List<Throwable> seen = new ArrayList<>();
        ThriftInterceptor observing = (call, next) -> next.invoke(call).whenComplete((value, ex) -> seen.add(ex));
        ThriftExceptionHandler mapping =
                (call, ex) -> ex instanceof IllegalStateException ? new NotFound(7, call.toString()) : null;
        ThriftProcessor.Builder builder = ThriftProcessor.builder()
                .service("EchoService", ECHO, failing)
                .interceptors(List.of(observing))
                .exceptionHandlers(List.of((call, ex) -> null, mapping));
        EchoService.Client client = client(ignored -> builder);

        assertThatExceptionOfType(NotFound.class)
                .isThrownBy(() -> client.find(1))
                .satisfies(ex -> assertThat(ex.getId()).isEqualTo(7));
        assertThat(seen).singleElement().isInstanceOf(NotFound.class);
    }

    @Test
    void whenExceptionHandlerMapsToTApplicationExceptionItIsSentAsItIs() throws Exception {
        EchoService.Client client = client(builder -> builder.exceptionHandlers(
                List.of((call, ex) -> new TApplicationException(TApplicationException.UNKNOWN, "told"))));

        assertThatApplicationException(TApplicationException.UNKNOWN, () -> client.crash("runtime"))
                .isEqualTo("told");
    }

    @Test
    void whenInterceptorThrowsExceptionHandlersAreAskedOnce() throws Exception {
        List<Throwable> asked = new ArrayList<>();
        EchoService.Client client = client(builder -> builder.interceptors(List.of((call, next) -> {
                    if (call.method().name().equals("echo")) {
                        throw new SecurityException("denied");
                    }
                    return next.invoke(call);
                }))
                .exceptionHandlers(List.of((call, ex) -> {
                    asked.add(ex);
                    return null;
                })));

        assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> client.echo("hello"));
        assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> client.crash("runtime"));

        assertThat(asked).hasSize(2);
        assertThat(asked.get(0)).isInstanceOf(SecurityException.class);
        assertThat(asked.get(1)).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void whenExceptionHandlerFailsOrLiesClientGetsInternalError() throws Exception {
        EchoService.Client client = client(builder -> builder.exceptionHandlers(List.of((call, ex) -> {
            if (call.method().name().equals("find")) {
                throw new IllegalStateException("handler of exceptions");
            }
            return new NotFound(1, "not declared for crash");
        })));

        assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> client.crash("runtime"))
                .isEqualTo("internal error in EchoService.crash");
    }

    @Test
    void whenExceptionHandlerThrowsAgainOrFailsWithAnErrorClientGetsInternalError() throws Exception {
        EchoService.Client client = client(builder -> builder.exceptionHandlers(List.of((call, ex) -> {
            if (ex instanceof RuntimeException same) {
                throw same;
            }
            throw new NoClassDefFoundError("of the exception handler");
        })));

        for (String kind : List.of("runtime", "exception")) {
            assertThatApplicationException(TApplicationException.INTERNAL_ERROR, () -> client.crash(kind))
                    .isEqualTo("internal error in EchoService.crash");
        }
    }

    @Test
    void whenHandlerRunsItsContextIsCurrentAndClearedAfterwards() throws Exception {
        List<ThriftCall> calls = new ArrayList<>();
        EchoService.Client client = client(builder -> builder.interceptors(List.of((call, next) -> {
            calls.add(call);
            call.context().attributes().put("key", "value");
            return next.invoke(call);
        })));
        client.echo("hello");

        ThriftContext context = handler.lastContext;
        assertThat(context).isNotNull();
        assertThat(context.seqid()).isEqualTo(1);
        assertThat(context.attributes()).containsEntry("key", "value");
        assertThat(calls.get(0).context()).isSameAs(context);
        assertThat(calls.get(0).arguments()).containsExactly("hello");
        assertThat(ThriftContext.current()).isNull();
    }

    @Test
    void whenHandlerReturnsNullBehindInterceptorsClientMissesTheResult() throws Exception {
        EchoService.Client client = client(builder -> builder.interceptors(List.of(step("any"))));

        assertThatApplicationException(TApplicationException.MISSING_RESULT, client::absent)
                .isNotNull();
        client.nothing();
    }

    /** Where the output is not ours, a half written reply cannot be taken back: better none than a broken one. */
    @Test
    void whenResultDoesNotEncodeIntoForeignTransportFails() throws Exception {
        EchoService.Client client = client(builder -> builder);

        assertThatExceptionOfType(TException.class).isThrownBy(client::broken).withMessageContaining("half written");
    }
}
