package io.thriftboot.spring.test.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.test.AutoConfigureThriftTransport;
import io.thriftboot.spring.test.ThriftTransportTestAutoConfiguration;
import io.thriftboot.spring.test.api.AdminService;
import io.thriftboot.spring.test.api.ClockService;
import java.util.List;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;

/** The whole application in memory. */
@SpringBootTest
@AutoConfigureThriftTransport
class InMemoryTransportTests {

    @ThriftClient("admin")
    private AdminService.Iface admin;

    @ThriftClient("test")
    private ClockService.Iface clock;

    @Test
    void whenClientIsConfiguredItCallsTheContextsOwnServer(@Autowired Welcome welcome) throws TException {
        assertThat(welcome.to("Ann")).isEqualTo("Hello, Ann");
    }

    @Test
    void whenClientHasTheNameOfAServerItCallsThatOne() throws TException {
        assertThat(admin.version()).isEqualTo("1");
    }

    @Test
    void whenClientIsNotConfiguredItFindsOneOfSeveralServices() throws TException {
        assertThat(clock.now()).isEqualTo(42);
    }

    @Test
    void whenThereAreSeveralContextsEachHasServersOfItsOwn(@Autowired ApplicationContext context) {
        try (var other = new SpringApplicationBuilder(SliceApplication.class)
                .web(WebApplicationType.NONE)
                .properties("thrift.test.transport.enabled=true")
                .sources(Transport.class)
                .run()) {
            assertThat(addresses(other)).hasSize(2).doesNotContainAnyElementsOf(addresses(context));
        }
    }

    private static List<String> addresses(ApplicationContext context) {
        return context.getBean(ThriftServers.class).all().stream()
                .map(server -> String.valueOf(server.address()))
                .toList();
    }

    @ImportAutoConfiguration(ThriftTransportTestAutoConfiguration.class)
    static class Transport {}
}
