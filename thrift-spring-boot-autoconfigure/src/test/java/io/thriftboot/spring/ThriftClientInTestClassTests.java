package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.testapi.GreetingService;
import io.thriftboot.spring.testapi.UserService;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** Test classes that ask for clients and ports as an application's do. */
@SpringBootTest(
        classes = ThriftClientInTestClassTests.Application.class,
        webEnvironment = SpringBootTest.WebEnvironment.NONE,
        properties = {
            "thrift.server.port=0",
            "thrift.client.multiplexed=true",
            "thrift.clients.users.address=localhost:${local.thrift.server.port}"
        })
class ThriftClientInTestClassTests {

    @ThriftClient("users")
    private UserService.Iface users;

    @MockitoBean
    @ThriftClient("greetings")
    private GreetingService.Iface greetings;

    @LocalThriftPort
    private int port;

    @Autowired
    private ApplicationContext context;

    @Test
    void whenOnlyATestAsksForAClientItIsInjected() throws TException {
        assertThat(users.name(1)).isEqualTo("user1");
    }

    @Test
    void whenTestParameterAsksForAClientItIsInjected(@ThriftClient("users") UserService.Iface parameter) {
        assertThat(parameter).isSameAs(users);
    }

    @Test
    void whenPortIsAskedForItIsTheBoundOne() throws TException {
        try (ThriftChannel channel = ThriftTestContexts.channel(port, true)) {
            assertThat(channel.client(UserService.Iface.class).name(1)).isEqualTo("user1");
        }
    }

    @Test
    void whenClientIsMockedTheApplicationGetsTheMockAndNeedsNoAddress(@Autowired Welcome welcome) throws TException {
        given(greetings.greet("you")).willReturn("mocked");
        assertThat(welcome.greetings().greet("you")).isEqualTo("mocked");
        assertThat(context.getBean(ThriftChannels.class).all()).containsOnlyKeys("users");
    }

    @Nested
    class WithoutAClientOfItsOwn {

        @Test
        void whenTestClassIsNestedItSharesTheContext(@Autowired ApplicationContext own) {
            assertThat(own).isSameAs(context);
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        @ThriftService
        Users handler() {
            return new Users();
        }

        @Bean
        Welcome welcome(@ThriftClient("greetings") GreetingService.Iface greetings) {
            return new Welcome(greetings);
        }
    }

    record Welcome(GreetingService.Iface greetings) {}
}
