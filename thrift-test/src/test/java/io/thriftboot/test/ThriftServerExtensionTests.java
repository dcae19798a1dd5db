package io.thriftboot.test;

import static io.thriftboot.test.ThriftAssertions.assertThatCall;
import static io.thriftboot.test.ThriftAssertions.assertThatStruct;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.ServerModel;
import io.thriftboot.test.api.NoSuchPerson;
import io.thriftboot.test.api.OtherService;
import io.thriftboot.test.api.Person;
import io.thriftboot.test.api.PersonService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.time.Duration;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class ThriftServerExtensionTests {

    @RegisterExtension
    static final ThriftServerExtension server = ThriftServerExtension.of(new Persons());

    private static Endpoint atTheBegin;

    @BeforeAll
    static void serverRuns() {
        atTheBegin = server.endpoint();
    }

    @Test
    void whenHandlerIsServedItIsCalledInMemory(PersonService.Iface persons) throws TException {
        assertThatStruct(persons.get(7)).isEqualTo(new Person(7).setName("person7"));
        assertThat(server.endpoint().scheme()).isEqualTo(Endpoint.Scheme.MEMORY);
    }

    @Test
    void whenHandlerThrowsTheCallFailsAsItDoesOverTheNetwork(PersonService.Iface persons) {
        assertThatCall(() -> persons.get(-1)).isDeclaredException(new NoSuchPerson(-1).setHint("negative"));
        assertThatCall(() -> persons.get(0)).isApplicationException(TApplicationException.INTERNAL_ERROR);
    }

    @Test
    void whenAsynchronousClientIsAskedForThereIsOne(PersonService.AsyncIface persons) {
        assertThat(persons).isNotNull();
    }

    @Nested
    class Inside {

        @Test
        void whenClassIsNestedItsServerIsTheSame(PersonService.Iface persons) throws TException {
            assertThat(persons.echo("x")).isEqualTo("x");
            assertThat(server.endpoint()).isEqualTo(atTheBegin);
        }
    }

    /** Two handlers, TCP, another model and protocol, and faults. */
    @Nested
    class OverTcp {

        @RegisterExtension
        final ThriftServerExtension own = ThriftServerExtension.builder()
                .service(new Persons())
                .service((OtherService.Iface) Integer::sum)
                .endpoint(Endpoint.tcp("127.0.0.1", 0))
                .server(options -> options.model(ServerModel.THREADED))
                .client(options -> options.wireFormat(
                                WireFormat.DEFAULT.with(ThriftProtocol.COMPACT, LayeredTransport.FRAMED))
                        .timeout(Duration.ofSeconds(20)))
                .build();

        @Test
        void whenServicesAreSeveralEachIsCalled() throws TException {
            assertThat(own.client(OtherService.Iface.class).add(2, 3)).isEqualTo(5);
            assertThat(own.client(PersonService.Iface.class).echo("x")).isEqualTo("x");
            assertThat(own.endpoint().port()).isPositive();
        }

        @Test
        void whenFaultsWereNotAskedForThereIsNoProxy() {
            assertThatIllegalStateException()
                    .isThrownBy(own::faults)
                    .withMessage("faults: none (expected: ThriftServerExtension.builder().faults())");
        }
    }

    @Test
    void whenNothingIsServedThatIsRefused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftServerExtension.of())
                .withMessage("handlers: none (expected: at least one)");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftServerExtension.of("text"))
                .withMessageStartingWith("handler: java.lang.String (expected: ");
    }

    @Test
    void whenNoTestRunsThereIsNoServer() {
        ThriftServerExtension unused = ThriftServerExtension.of(new Persons());
        assertThatIllegalStateException()
                .isThrownBy(unused::endpoint)
                .withMessageStartingWith("server: not running (expected: ");
    }
}
