package io.thriftboot.test;

import static io.thriftboot.test.ThriftAssertions.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.test.api.PersonService;
import java.time.Duration;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The second test finds what the first one broke in order. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class ThriftServerExtensionFaultsTests {

    @RegisterExtension
    static final ThriftServerExtension faulty = ThriftServerExtension.builder()
            .service(new Persons())
            .faults()
            .client(options -> options.timeout(Duration.ofSeconds(20)))
            .build();

    @Test
    @Order(1)
    void whenConnectionBreaksTheCallFails(PersonService.Iface persons) throws TException {
        assertThat(persons.echo("x")).isEqualTo("x");
        faulty.faults().toClient(Fault.cutAfter(3));
        assertThatCall(() -> persons.echo("x")).isTransportException(TTransportException.END_OF_FILE);
    }

    @Test
    @Order(2)
    void whenNextTestRunsTheFaultIsGone(PersonService.Iface persons) throws TException {
        assertThat(persons.echo("x")).isEqualTo("x");
    }
}
