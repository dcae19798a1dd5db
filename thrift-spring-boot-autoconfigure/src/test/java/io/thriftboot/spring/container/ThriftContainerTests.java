package io.thriftboot.spring.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.client.ThriftConnectionDetails;
import io.thriftboot.spring.testapi.UserService;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.boot.testcontainers.service.connection.ServiceConnectionAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Clients of servers in containers of Testcontainers, whose servers run in this process. */
class ThriftContainerTests {

    private static ThriftServer server;
    private static int port;

    private final ApplicationContextRunner runner = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(
                    ServiceConnectionAutoConfiguration.class, ThriftClientAutoConfiguration.class));

    @BeforeAll
    static void start() throws IOException {
        server = ThriftServer.create(
                ThriftServerOptions.builder("users", Endpoint.tcp("127.0.0.1", 0))
                        .build(),
                ThriftProcessor.builder()
                        .service(ServiceDescriptor.of(UserService.class), new Users())
                        .build());
        server.start();
        port = server.endpoint().port();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    void whenOneContainerIsThereEveryClientCallsIt() {
        runner.withUserConfiguration(OneContainer.class, Consumer.class)
                .run(context -> assertThat(context.getBean(Consumer.class).users.name(1))
                        .isEqualTo("user1"));
    }

    @Test
    void whenAContainerIsForAnotherClientThePropertyCounts() {
        runner.withUserConfiguration(OneContainer.class, Consumer.class)
                .withPropertyValues("label=others", "thrift.clients.users.address=127.0.0.1:1")
                .run(context -> {
                    ThriftConnectionDetails details = context.getBean(ThriftConnectionDetails.class);
                    assertThat(details.getAddresses("others")).containsExactly("127.0.0.1:" + port);
                    assertThat(details.getAddresses("users")).isEmpty();
                });
    }

    @Test
    void whenSeveralContainersAreThereLabelsTellTheirClients() {
        runner.withUserConfiguration(SeveralContainers.class).run(context -> {
            ThriftConnectionDetails details = context.getBean(ThriftConnectionDetails.class);
            assertThat(details.getAddresses("users")).containsExactly("127.0.0.1:1111");
            assertThat(details.getAddresses("orders")).containsExactly("127.0.0.1:2222");
            assertThat(details.getAddresses("bills")).containsExactly("127.0.0.1:2222");
            assertThat(details.getAddresses("mail")).isEmpty();
        });
    }

    @Test
    void whenAContainerHasSeveralPortsALabelOr9090Tells() {
        runner.withUserConfiguration(SeveralPorts.class).run(context -> {
            ThriftConnectionDetails details = context.getBean(ThriftConnectionDetails.class);
            assertThat(details.getAddresses("usual")).containsExactly("127.0.0.1:2");
            assertThat(details.getAddresses("labelled")).containsExactly("127.0.0.1:3");
        });
    }

    @Configuration(proxyBeanMethods = false)
    static class Consumer {

        @ThriftClient("users")
        UserService.Iface users;
    }

    @Configuration(proxyBeanMethods = false)
    static class OneContainer {

        @Bean
        @ServiceConnection(name = "thrift")
        FakeContainer container(org.springframework.core.env.Environment environment) {
            FakeContainer container = new FakeContainer(Map.of(9000, port));
            String label = environment.getProperty("label");
            return label == null ? container : container.withLabel("io.thriftboot.client", label);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SeveralContainers {

        @Bean
        @ServiceConnection(name = "thrift")
        FakeContainer users() {
            return new FakeContainer(Map.of(9090, 1111)).withLabel("io.thriftboot.client", "users");
        }

        @Bean
        @ServiceConnection(name = "thrift")
        FakeContainer orders() {
            return new FakeContainer(Map.of(9090, 2222)).withLabel("io.thriftboot.client", "orders, bills");
        }

        @Bean
        FakeContainer database() {
            return new FakeContainer(Map.of(5432, 3333));
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class SeveralPorts {

        @Bean
        @ServiceConnection(name = "thrift")
        FakeContainer usual() {
            return new FakeContainer(ports()).withLabel("io.thriftboot.client", "usual");
        }

        @Bean
        @ServiceConnection(name = "thrift")
        FakeContainer labelled() {
            return new FakeContainer(ports())
                    .withLabel("io.thriftboot.client", "labelled")
                    .withLabel("io.thriftboot.port", "9091");
        }

        private static Map<Integer, Integer> ports() {
            return new LinkedHashMap<>(Map.of(8080, 1, 9090, 2, 9091, 3));
        }
    }
}
