package io.thriftboot.spring.container;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.spring.client.ThriftConnectionDetails;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.testcontainers.service.connection.ServiceConnection;
import org.springframework.context.annotation.Configuration;

/** A container in a static field of a test class. */
@SpringBootTest(classes = ThriftContainerFieldTests.Nothing.class)
class ThriftContainerFieldTests {

    @ServiceConnection(name = "thrift")
    static final FakeContainer container = new FakeContainer(Map.of(9090, 4711));

    @Test
    void whenAFieldHoldsTheContainerItsAddressIsKnown(@Autowired ThriftConnectionDetails details) {
        assertThat(details.getAddresses("users")).containsExactly("127.0.0.1:4711");
        assertThat(container.isRunning()).isTrue();
    }

    @Configuration(proxyBeanMethods = false)
    static class Nothing {}
}
