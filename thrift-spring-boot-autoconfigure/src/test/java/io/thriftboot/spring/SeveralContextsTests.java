package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.testapi.UserService;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Applications side by side in one JVM, parents and children, and one whose beans are made when they are needed. */
class SeveralContextsTests {

    private static final String ITSELF = "--thrift.clients.users.address=localhost:${local.thrift.server.port}";

    @Test
    void whenTwoApplicationsAreInOneJvmEachCallsTheOther() throws Exception {
        try (ConfigurableApplicationContext one = application(Server.class).run()) {
            ConfigurableApplicationContext other =
                    application(ServerAndClient.class).run(address(one));
            try (ConfigurableApplicationContext third =
                    application(ServerAndClient.class).run(address(other))) {
                assertThat(client(other).ping("one")).isEqualTo("one");
                assertThat(client(third).ping("other")).isEqualTo("other");
                other.close();
                assertThatThrownBy(() -> client(third).ping("nobody")).isInstanceOf(TException.class);
                assertThat(third.getBean(ThriftServers.class).all()).hasSize(1);
            }
            try (ConfigurableApplicationContext again =
                    application(ServerAndClient.class).run(address(one))) {
                assertThat(client(again).ping("again")).isEqualTo("again");
            }
        }
    }

    @Test
    void whenAChildHasAClientItCallsTheParentsServerAndEndsAlone() throws Exception {
        try (ConfigurableApplicationContext parent =
                application(ServerAndClient.class).run(ITSELF)) {
            ConfigurableApplicationContext child =
                    application(Client.class).parent(parent).run(ITSELF);
            assertThat(child.getBean(ThriftServers.class).all()).isEmpty();
            assertThat(client(child)).isNotSameAs(client(parent));
            assertThat(client(child).ping("child")).isEqualTo("child");
            UserService.Iface ofChild = client(child);
            child.close();
            assertThatThrownBy(() -> ofChild.ping("closed")).hasMessageContaining("closed");
            assertThat(client(parent).ping("parent")).isEqualTo("parent");
        }
    }

    @Test
    void whenAChildInjectsTheParentsClientItIsTheSame() throws Exception {
        try (ConfigurableApplicationContext parent =
                        application(ServerAndClient.class).run(ITSELF);
                ConfigurableApplicationContext child =
                        application(UserOfParent.class).parent(parent).run()) {
            assertThat(child.getBean(UserOfParent.class).consumer.client()).isSameAs(client(parent));
            assertThat(child.getBean(UserOfParent.class).consumer.client().ping("shared"))
                    .isEqualTo("shared");
        }
    }

    @Test
    void whenInitializationIsLazyServersStartAndClientsWork() throws Exception {
        try (ConfigurableApplicationContext context =
                application(ServerAndClient.class).run(ITSELF, "--spring.main.lazy-initialization=true")) {
            assertThat(context.getBeanFactory().containsSingleton("consumer")).isFalse();
            assertThat(ThriftTestContexts.port(context)).isPositive();
            assertThat(client(context).ping("lazy")).isEqualTo("lazy");
        }
    }

    private static SpringApplicationBuilder application(Class<?> configuration) {
        return new SpringApplicationBuilder(configuration)
                .web(WebApplicationType.NONE)
                .properties("thrift.server.port=0", "thrift.server.address=127.0.0.1");
    }

    private static String address(ConfigurableApplicationContext server) {
        return "--thrift.clients.users.address=127.0.0.1:" + ThriftTestContexts.port(server);
    }

    private static UserService.Iface client(ConfigurableApplicationContext context) {
        return context.getBean(Consumer.class).client();
    }

    record Consumer(UserService.Iface client) {}

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Server {

        @Bean
        @ThriftService
        Users users() {
            return new Users();
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Client {

        @Bean
        Consumer consumer(@ThriftClient("users") UserService.Iface users) {
            return new Consumer(users);
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class ServerAndClient {

        @Bean
        @ThriftService
        Users users() {
            return new Users();
        }

        @Bean
        Consumer consumer(@ThriftClient("users") UserService.Iface users) {
            return new Consumer(users);
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class UserOfParent {

        private final Consumer consumer;

        UserOfParent(Consumer consumer) {
            this.consumer = consumer;
        }
    }
}
