package io.thriftboot.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.testapi.UserService;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.annotation.Order;

class ThriftConnectionDetailsTests {

    private static final String SELF = "localhost:${local.thrift.server.port}";

    private final ApplicationContextRunner runner =
            ThriftTestContexts.runner().withUserConfiguration(Handler.class, Consumer.class);

    @Test
    void whenDetailsKnowTheClientItNeedsNoProperty() {
        runner.withBean(ThriftConnectionDetails.class, () -> ThriftConnectionDetails.of("users", SELF))
                .run(context -> assertThat(context.getBean(Consumer.class).users.name(1))
                        .isEqualTo("user1"));
    }

    @Test
    void whenDetailsAndPropertyDifferDetailsCount() {
        runner.withBean(ThriftConnectionDetails.class, () -> ThriftConnectionDetails.of("users", SELF))
                .withPropertyValues("thrift.clients.users.address=localhost:1")
                .run(context -> assertThat(context.getBean(Consumer.class).users.name(1))
                        .isEqualTo("user1"));
    }

    @Test
    void whenDetailsDoNotKnowTheClientThePropertyCounts() {
        runner.withBean(ThriftConnectionDetails.class, () -> ThriftConnectionDetails.of("others", "localhost:1"))
                .withPropertyValues("thrift.clients.users.address=" + SELF)
                .run(context -> assertThat(context.getBean(Consumer.class).users.name(1))
                        .isEqualTo("user1"));
    }

    @Test
    void whenSeveralKnowTheClientTheFirstByOrderCounts() {
        runner.withUserConfiguration(Several.class)
                .run(context -> assertThat(context.getBean(Consumer.class).users.name(1))
                        .isEqualTo("user1"));
    }

    @Test
    void whenNobodyKnowsTheClientTheAnalysisNamesTheProperty() {
        runner.withBean(ThriftConnectionDetails.class, () -> ThriftConnectionDetails.of("others", SELF))
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("thrift.clients.users.address is not set"));
    }

    @Test
    void whenAddressCannotBeReadTheAnalysisNamesTheClientAndTheBean() {
        runner.withUserConfiguration(Malformed.class).run(context -> assertThat(ThriftTestContexts.analysis(context))
                .contains("The Thrift client 'users' has connection details", "address: nowhere (expected: host:port")
                .contains(MalformedDetails.class.getName()));
    }

    @Test
    void whenThereIsNoAddressThatIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftConnectionDetails.of("users"))
                .withMessageStartingWith("addresses: none for client users (expected: ");
    }

    @Configuration(proxyBeanMethods = false)
    static class Handler {

        @Bean
        @ThriftService
        Users handler() {
            return new Users();
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Consumer {

        @ThriftClient("users")
        UserService.Iface users;
    }

    @Configuration(proxyBeanMethods = false)
    static class Several {

        @Bean
        @Order(2)
        ThriftConnectionDetails second() {
            return ThriftConnectionDetails.of("users", "localhost:1");
        }

        @Bean
        @Order(1)
        ThriftConnectionDetails first() {
            return ThriftConnectionDetails.of("users", SELF);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class Malformed {

        @Bean
        ThriftConnectionDetails details() {
            return new MalformedDetails();
        }
    }

    static class MalformedDetails implements ThriftConnectionDetails {

        @Override
        public List<String> getAddresses(String client) {
            return List.of("nowhere");
        }
    }
}
