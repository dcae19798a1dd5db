package io.thriftboot.spring.test.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import io.thriftboot.spring.LocalThriftPort;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.test.api.GreetingService;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The whole application over the network, on free ports, with a client that is a mock. */
@SpringBootTest(properties = {"thrift.server.port=0", "thrift.servers.admin.port=0"})
class MockedClientTests {

    @MockitoBean
    @ThriftClient("greetings")
    private GreetingService.Iface greetings;

    @LocalThriftPort
    private int port;

    @Test
    void whenClientIsMockedTheApplicationCallsTheMock(@Autowired Welcome welcome) throws TException {
        given(greetings.greet("Ann")).willReturn("mocked");
        assertThat(welcome.to("Ann")).isEqualTo("mocked");
    }

    @Test
    void whenPortIsFreeTheBoundOneIsKnown() {
        assertThat(port).isPositive().isNotEqualTo(9090);
    }
}
