package io.thriftboot.spring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.server.ThriftExceptionHandler;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.testapi.GreetingService;
import io.thriftboot.spring.testapi.UserNotFound;
import io.thriftboot.spring.testapi.UserService;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.Ordered;

/** Beans around every call of a server. */
class ThriftServerInterceptorTests {

    private final List<String> calls = new CopyOnWriteArrayList<>();
    private final ApplicationContextRunner runner = ThriftTestContexts.runner().withUserConfiguration(Handler.class);

    @Test
    void whenInterceptorsAreOrderedTheLowerIsOutside() {
        runner.withBean("inner", ThriftServerInterceptor.class, () -> new Recording("inner", 2, "default"))
                .withBean("outer", ThriftServerInterceptor.class, () -> new Recording("outer", 1, "default"))
                .withBean("elsewhere", ThriftServerInterceptor.class, () -> new Recording("elsewhere", 0, "other"))
                .run(context -> {
                    try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                        channel.client(UserService.Iface.class).ping("x");
                    }
                    assertThat(calls).containsExactly("outer UserService.ping", "inner UserService.ping");
                });
    }

    @Test
    void whenInterceptorIsForOneServiceItSeesNoCallsOfOthers() {
        runner.withUserConfiguration(Greetings.class)
                .withBean(ThriftServerInterceptor.class, OnlyGreetings::new)
                .run(context -> {
                    try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), true)) {
                        channel.client(UserService.Iface.class).ping("x");
                        assertThat(calls).isEmpty();
                        channel.client(GreetingService.Iface.class).greet("x");
                        assertThat(calls).containsExactly("default GreetingService.greet");
                    }
                });
    }

    @Test
    void whenExceptionHandlerMapsAnExceptionTheClientGetsTheDeclaredOne() {
        runner.withBean(
                        ThriftExceptionHandler.class,
                        () -> (call, thrown) -> thrown instanceof NoSuchElementException ? new UserNotFound(7) : null)
                .run(context -> {
                    try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                        assertThatThrownBy(() ->
                                        channel.client(UserService.Iface.class).name(0))
                                .isEqualTo(new UserNotFound(7));
                    }
                });
    }

    private final class Recording implements ThriftServerInterceptor, Ordered {

        private final String name;
        private final int order;
        private final String server;

        Recording(String name, int order, String server) {
            this.name = name;
            this.order = order;
            this.server = server;
        }

        @Override
        public boolean appliesTo(String candidate) {
            return candidate.equals(server);
        }

        @Override
        public int getOrder() {
            return order;
        }

        @Override
        public CompletionStage<Object> intercept(ThriftCall call, ThriftInvoker next) {
            calls.add(name + " " + call);
            return next.invoke(call);
        }
    }

    private final class OnlyGreetings implements ThriftServerInterceptor {

        @Override
        public boolean appliesTo(String server, String service) {
            return service.equals("GreetingService");
        }

        @Override
        public CompletionStage<Object> intercept(ThriftCall call, ThriftInvoker next) {
            calls.add("default " + call);
            return next.invoke(call);
        }
    }

    @ThriftService
    static class Greetings implements GreetingService.Iface {

        @Override
        public String greet(String name) {
            return "Hello " + name;
        }
    }

    @ThriftService
    static class Handler extends Users {

        @Override
        public String name(long id) {
            throw new NoSuchElementException("no user " + id);
        }
    }
}
