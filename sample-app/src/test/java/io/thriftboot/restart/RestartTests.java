package io.thriftboot.restart;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.restart.api.CounterService;
import io.thriftboot.server.ServerModel;
import io.thriftboot.spring.ThriftClient;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** 64 callers of a server that is restarted and killed: nothing is lost that need not be, and nothing happens twice. */
class RestartTests {

    private static final int CALLERS = 64;
    private static final int CALLS = 2000;

    @TempDir
    private Path folder;

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenTheServerIsRestartedGracefullyNoCallFailsAndNoneIsExecutedTwice(ServerModel model) throws Exception {
        try (CounterProcess first = CounterProcess.start(folder, model, 0);
                ConfigurableApplicationContext client = client(model, first.port());
                Callers callers = new Callers(CALLERS, counter(client))) {
            callers.awaitSuccesses(CALLS);
            first.stop();
            try (CounterProcess second = CounterProcess.start(folder, model, first.port())) {
                callers.awaitSuccesses(CALLS);
                callers.finish();
                assertThat(callers.failed()).isEmpty();
                assertThat(CounterProcess.executions(folder)).containsExactlyInAnyOrderElementsOf(callers.succeeded());
                assertThat(second.port()).isEqualTo(first.port());
            }
        }
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenTheServerIsKilledOnlyCallsInFlightFailAndNoneIsExecutedTwice(ServerModel model) throws Exception {
        try (CounterProcess first = CounterProcess.start(folder, model, 0);
                ConfigurableApplicationContext client = client(model, first.port());
                Callers callers = new Callers(CALLERS, counter(client))) {
            callers.awaitSuccesses(CALLS);
            first.kill();
            long killed = System.nanoTime();
            try (CounterProcess second = CounterProcess.start(folder, model, first.port())) {
                callers.awaitSuccesses(CALLS);
                callers.finish();
                assertThat(callers.failed()).hasSizeLessThanOrEqualTo(CALLERS);
                assertThat(callers.failed()).allSatisfy(failure -> assertThat(failure.startedNanos())
                        .as(failure.toString())
                        .isLessThan(killed));
                List<String> executions = CounterProcess.executions(folder);
                assertThat(executions).doesNotHaveDuplicates().containsAll(callers.succeeded());
                assertThat(second.port()).isEqualTo(first.port());
            }
        }
    }

    /** A simple server serves one connection after the other, so its callers take turns. */
    private static ConfigurableApplicationContext client(ServerModel model, int port) {
        int connections = model == ServerModel.SIMPLE ? 1 : 16;
        return new SpringApplicationBuilder(ClientApplication.class)
                .web(WebApplicationType.NONE)
                .run(
                        "--spring.config.name=none",
                        "--thrift.clients.counter.address=127.0.0.1:" + port,
                        "--thrift.client.pool.max-total=" + connections,
                        "--thrift.client.pool.max-idle=" + connections,
                        "--thrift.client.pool.max-wait=40s",
                        "--thrift.client.timeout=40s");
    }

    private static CounterService.Iface counter(ConfigurableApplicationContext client) {
        return client.getBean(Counter.class).service();
    }

    /** A client of the counter, with whatever the starter brings. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    static class ClientApplication {

        @Bean
        Counter counter(@ThriftClient("counter") CounterService.Iface service) {
            return new Counter(service);
        }
    }

    /** Holds the client, as a user's bean would. */
    record Counter(CounterService.Iface service) {}
}
