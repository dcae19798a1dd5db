package io.thriftboot.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.micrometer.context.ContextSnapshot;
import io.micrometer.context.ContextSnapshotFactory;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.server.ExecutorThreads;
import io.thriftboot.server.ServerModel;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.server.ThriftServerInterceptor;
import io.thriftboot.spring.server.ThriftServerInterceptorFactory;
import io.thriftboot.spring.testapi.UserService;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.access.prepost.PreAuthorize;
import org.springframework.test.util.AopTestUtils;

/** Which thread knows the caller, and for how long. */
class SecurityContextTests {

    private static final int VIRTUAL_THREADS = 21;
    private static final int CALLS = 13;
    /** How many of them are answered later. */
    private static final int LATER = 10;

    private final ApplicationContextRunner runner = Secured.runner()
            .withUserConfiguration(Secured.People.class, Secured.Methods.class)
            .withPropertyValues("thrift.server.authorization.default-access=permit-all");

    /** Every model on every kind of thread that it has on this JDK. */
    static Stream<Arguments> modelsAndThreads() {
        return Stream.of(ServerModel.values()).flatMap(model -> Stream.of(ExecutorThreads.values())
                .filter(threads -> threads != ExecutorThreads.EVENT_LOOP || model == ServerModel.EVENT_LOOP)
                .filter(threads ->
                        threads != ExecutorThreads.VIRTUAL || Runtime.version().feature() >= VIRTUAL_THREADS)
                .map(threads -> Arguments.of(model, threads)));
    }

    @ParameterizedTest
    @MethodSource("modelsAndThreads")
    void whenCallsAreOverNoThreadKnowsTheirCallers(ServerModel model, ExecutorThreads threads) {
        on(model, threads).withUserConfiguration(Handler.class).run(context -> {
            assertThatNoThreadKnowsCallers(context);
        });
    }

    @ParameterizedTest
    @MethodSource("modelsAndThreads")
    void whenHandlersAnswerLaterNoThreadKnowsTheirCallers(ServerModel model, ExecutorThreads threads) {
        on(model, threads).withUserConfiguration(Later.class).run(context -> {
            assertThatNoThreadKnowsCallers(context);
            Later handler = AopTestUtils.getTargetObject(context.getBean(UserService.AsyncIface.class));
            await().untilAsserted(
                            () -> assertThat(handler.afterwards).hasSize(LATER).containsOnly("nobody"));
        });
    }

    private ApplicationContextRunner on(ServerModel model, ExecutorThreads threads) {
        return runner.withBean(Outside.class)
                .withPropertyValues(
                        "thrift.server.model=" + model,
                        "thrift.server.protocol=header",
                        "thrift.server.transport=framed",
                        "thrift.server.executor.threads=" + threads,
                        "thrift.server.executor.max-threads=2",
                        "thrift.server.event-loop.threads=1");
    }

    private static void assertThatNoThreadKnowsCallers(ApplicationContext context) throws TException {
        try (ThriftChannel channel = Secured.channel(context)) {
            callInEveryWay(channel);
        }
        Outside outside = context.getBean(Outside.class);
        assertThat(outside.before).hasSize(CALLS).containsOnly("nobody");
        assertThat(outside.after).hasSize(CALLS).containsOnly("nobody");
    }

    /** Calls that end in each way that a call can. The one that fails is tried five times. */
    private static void callInEveryWay(ThriftChannel channel) throws TException {
        assertThat(Secured.ping(channel, Secured.ANN)).isEqualTo("ann");
        assertThat(Secured.ping(channel, "")).isEqualTo("anonymousUser");
        assertThatThrownBy(() -> Secured.ping(channel, Secured.basic("ann", "wrong")))
                .hasMessageEndingWith("not authenticated");
        assertThatThrownBy(() -> Secured.call(channel, Secured.ADMIN, users -> users.ping("fail")))
                .hasMessageContaining("internal error");
        assertThatThrownBy(() -> Secured.call(channel, Secured.ANN, users -> users.name(1)))
                .hasMessageEndingWith("access denied");
        assertThat(Secured.call(channel, Secured.ADMIN, users -> users.name(1))).isEqualTo("admin");
        assertThat(Secured.ping(channel, "")).isEqualTo("anonymousUser");
        Secured.call(channel, Secured.ANN, users -> {
            users.touch(1);
            return "";
        });
        assertThat(Secured.ping(channel, Secured.ANN)).isEqualTo("ann");
    }

    @Test
    void whenAHandlerAnswersInAnotherThreadInterceptorsKnowTheCallerThere() {
        runner.withUserConfiguration(Later.class).withBean(Inside.class).run(context -> {
            try (ThriftChannel channel = Secured.channel(context)) {
                Secured.call(channel, Secured.ANN, users -> users.ping("released"));
            }
            assertThat(context.getBean(Inside.class).seen).containsExactly("ann before", "ann after in later");
        });
    }

    @Test
    void whenTheContextOfACallIsMadeCurrentElsewhereItsCallerIsKnownThere() {
        runner.withUserConfiguration(Elsewhere.class).run(context -> {
            try (ThriftChannel channel = Secured.channel(context)) {
                assertThat(Secured.call(channel, Secured.ANN, users -> users.ping("by hand")))
                        .isEqualTo("ann, then nobody");
            }
        });
    }

    @Test
    void whenMicrometerCarriesContextsTheCallerGoesAlong() {
        runner.withUserConfiguration(Elsewhere.class).run(context -> {
            try (ThriftChannel channel = Secured.channel(context)) {
                assertThat(Secured.call(channel, Secured.ANN, users -> users.ping("by micrometer")))
                        .isEqualTo("ann, then nobody");
            }
        });
    }

    /** The outermost of all, which sees each thread as the server has it. */
    static class Outside implements ThriftServerInterceptorFactory, ThriftInterceptor, Ordered {

        private final Queue<String> before = new ConcurrentLinkedQueue<>();
        private final Queue<String> after = new ConcurrentLinkedQueue<>();

        @Override
        public int getOrder() {
            return ThriftSecurity.ORDER - 1;
        }

        @Override
        public ThriftInterceptor create(String server, String service, ServiceDescriptor descriptor) {
            return this;
        }

        @Override
        public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
            before.add(Secured.who());
            try {
                return next.invoke(call);
            } finally {
                after.add(Secured.who());
            }
        }
    }

    /** One of the application's own, inside of security. */
    static class Inside implements ThriftServerInterceptor {

        private final Queue<String> seen = new ConcurrentLinkedQueue<>();

        @Override
        public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
            seen.add(Secured.who() + " before");
            CompletionStage<@Nullable Object> stage = next.invoke(call)
                    .whenComplete((value, thrown) -> seen.add(Secured.who() + " after in "
                            + Thread.currentThread().getName()));
            Later.RELEASED.countDown();
            return stage;
        }
    }

    @ThriftService
    static class Handler extends Secured.Handler {}

    /** Answers from a thread of its own, in which nothing is left when it has answered. */
    @ThriftService
    static class Later implements UserService.AsyncIface {

        private static final CountDownLatch RELEASED = new CountDownLatch(1);

        private final Queue<String> afterwards = new ConcurrentLinkedQueue<>();

        @Override
        public void ping(String text, AsyncMethodCallback<String> callback) {
            String caller = Secured.who();
            later(() -> {
                if (text.equals("released")) {
                    await().until(() -> RELEASED.getCount() == 0);
                }
                if (text.equals("fail")) {
                    callback.onError(new IllegalStateException("secret of the handler"));
                } else {
                    callback.onComplete(caller);
                }
            });
        }

        private void later(Runnable answer) {
            Thread thread = new Thread(
                    () -> {
                        answer.run();
                        afterwards.add(Secured.who());
                    },
                    "later");
            thread.start();
        }

        @Override
        @PreAuthorize("hasRole('ADMIN')")
        public void name(long id, AsyncMethodCallback<String> callback) {
            callback.onComplete(Secured.who());
        }

        @Override
        public void touch(long id, AsyncMethodCallback<Void> callback) {
            later(() -> callback.onError(new AccessDeniedException("too late")));
        }
    }

    /** Looks who is known in another thread. */
    @ThriftService
    static class Elsewhere extends Users {

        @Override
        public String ping(String text) {
            ThriftContext call = Objects.requireNonNull(ThriftContext.current());
            ContextSnapshot snapshot = ContextSnapshotFactory.builder().build().captureAll();
            return CompletableFuture.supplyAsync(() -> {
                        String caller = text.equals("by hand") ? byHand(call) : byMicrometer(snapshot);
                        return caller + ", then " + Secured.who();
                    })
                    .orTimeout(10, TimeUnit.SECONDS)
                    .join();
        }

        private static String byHand(ThriftContext call) {
            ThriftContext.Scope current = call.makeCurrent();
            try {
                return Secured.who();
            } finally {
                current.close();
            }
        }

        private static String byMicrometer(ContextSnapshot snapshot) {
            try (ContextSnapshot.Scope scope = snapshot.setThreadLocals()) {
                assertThat(scope).isNotNull();
                assertThat(ThriftContext.current()).isNotNull();
                return Secured.who();
            }
        }
    }
}
