package io.thriftboot.spring.test.app;

import static io.thriftboot.test.ThriftAssertions.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.spring.client.ThriftConnectionDetails;
import io.thriftboot.spring.test.AutoConfigureThriftTransport;
import io.thriftboot.spring.test.api.GreetingService;
import io.thriftboot.test.Fault;
import io.thriftboot.test.ThriftServerExtension;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;

/** The application's client against a stand-in for the other application's server, with faults between them. */
@SpringBootTest(properties = {"thrift.clients.greetings.multiplexed=false", "thrift.clients.greetings.timeout=20s"})
@AutoConfigureThriftTransport(exceptClients = "greetings")
class ExceptedClientTests {

    @RegisterExtension
    static final ThriftServerExtension other = ThriftServerExtension.builder()
            .service((GreetingService.Iface) name -> "other " + name)
            .faults()
            .build();

    @Test
    void whenDetailsKnowTheClientItCallsTheOtherServer(@Autowired Welcome welcome) throws TException {
        assertThat(welcome.to("Ann")).isEqualTo("other Ann");
    }

    @Test
    void whenTheOtherServerFailsTheApplicationShowsHowItTakesThat(@Autowired Welcome welcome) {
        other.faults().toClient(Fault.cutAfter(3));
        assertThatCall(() -> welcome.to("Ann")).isTransportException(TTransportException.END_OF_FILE);
    }

    @TestConfiguration(proxyBeanMethods = false)
    static class Details {

        @Bean
        ThriftConnectionDetails greetings() {
            return ThriftConnectionDetails.of("greetings", other.endpoint().toString());
        }
    }
}
