package io.thriftboot.spring.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.testapi.GreetingService;
import io.thriftboot.spring.testapi.UserService;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.test.context.assertj.AssertableApplicationContext;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** {@code @ThriftService(nonBlocking = true)}, for multiplexed clients and others. */
class NonBlockingServiceTests {

    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withPropertyValues("thrift.server.executor.threads=platform", "thrift.server.default-service=UserService");

    @ParameterizedTest
    @CsvSource({"event-loop, loop", "threaded, call"})
    void whenAServiceIsNonBlockingItsHandlerRunsOnALoopIfTheModelHasSome(String model, String role) {
        runner.withUserConfiguration(FastUsers.class, SlowGreetings.class)
                .withPropertyValues("thrift.server.model=" + model)
                .run(context -> {
                    assertThat(nameOf(context, true)).startsWith("thrift-default-" + role);
                    assertThat(nameOf(context, false)).startsWith("thrift-default-" + role);
                    try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), true)) {
                        assertThat(channel.client(GreetingService.Iface.class).greet("x"))
                                .startsWith("thrift-default-call");
                    }
                });
    }

    private static String nameOf(AssertableApplicationContext context, boolean multiplexed) throws Exception {
        try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), multiplexed)) {
            return channel.client(UserService.Iface.class).name(1);
        }
    }

    @ThriftService(nonBlocking = true)
    static class FastUsers extends Users {

        @Override
        public String name(long id) {
            return Thread.currentThread().getName();
        }
    }

    @ThriftService
    static class SlowGreetings implements GreetingService.Iface {

        @Override
        public String greet(String name) {
            return Thread.currentThread().getName();
        }
    }
}
