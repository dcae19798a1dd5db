package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.ReceiveMemory;
import io.thriftboot.transport.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The bound of what messages of all connections take while they arrive. */
class ReceiveMemoryServerTests {

    private static final int LARGEST = 1_000_000;
    private static final long BOUND = 2_000_000;
    private static final int SENDERS = 10;
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final MessageLimits LIMITS = new MessageLimits(LARGEST, LARGEST, LARGEST, 1000, 64);
    private static final String TEXT = "x".repeat(900_000);

    static Stream<Setup> setups() {
        return Setup.all()
                .filter(setup -> !setup.isLibthrift() && setup.format().transport() != LayeredTransport.ZLIB)
                .map(setup -> new Setup(
                        setup.model(),
                        new WireFormat(setup.format().protocol(), setup.format().transport(), LIMITS, true)));
    }

    private static TestServer server(Setup setup) throws Exception {
        return new TestServer(setup, options -> options.maxReceiveMemory(BOUND));
    }

    private static byte[] call(RawClient client, int seqid) throws TException {
        return client.call("echo", seqid, new EchoService.echo_args(TEXT));
    }

    @ParameterizedTest
    @MethodSource("setups")
    void whenManySendLongMessagesSlowlyTheyTakeNoMoreThanAllowedAndOthersAreAnswered(Setup setup) throws Exception {
        try (TestServer server = server(setup)) {
            List<RawClient> senders = new ArrayList<>();
            long sent = 0;
            for (int i = 0; i < SENDERS; i++) {
                RawClient sender = new RawClient(server);
                byte[] begun = Arrays.copyOf(call(sender, i), 600_000);
                sent += begun.length;
                senders.add(sender.send(begun));
            }
            long received = sent;
            await().atMost(PATIENCE).until(() -> server.stats().bytesReceived() == received);
            await().atMost(PATIENCE).until(() -> server.stats().receiveMemory() <= BOUND);
            assertThat(server.stats().receiveMemory()).isGreaterThan(LARGEST / 2);
            assertThat(server.client().echo("meanwhile")).isEqualTo("meanwhile");

            int executed = 0;
            for (int i = 0; i < SENDERS; i++) {
                byte[] call = call(senders.get(i), i);
                senders.get(i).send(Arrays.copyOfRange(call, 600_000, call.length));
                executed += isExecuted(senders.get(i), i) ? 1 : 0;
            }
            assertThat(executed).isBetween(1, SENDERS - 1);
            assertThat(server.stats().reached(ServerLimit.RECEIVE_MEMORY)).isEqualTo(SENDERS - executed);
            assertThat(server.stats().notExecuted()).isEqualTo(SENDERS - executed);
            assertThat(server.stats().notExecutedBy())
                    .containsEntry(NotExecuted.RECEIVE_MEMORY, (long) SENDERS - executed);
            await().atMost(PATIENCE).until(() -> server.stats().receiveMemory() == 0);
            for (RawClient sender : senders) {
                sender.send(call(sender, 99));
                assertThat(isExecuted(sender, 99)).isTrue();
                sender.close();
            }
        }
    }

    private static boolean isExecuted(RawClient client, int seqid) throws TException {
        TApplicationException refusal = new TApplicationException();
        EchoService.echo_result result = new EchoService.echo_result();
        TMessage reply = client.receive(type -> type == TMessageType.REPLY ? result : refusal);
        assertThat(reply.seqid).isEqualTo(seqid);
        if (reply.type == TMessageType.EXCEPTION) {
            assertThat(refusal).hasMessage("not executed: overloaded: no room to receive the message");
            return false;
        }
        assertThat(result.getSuccess()).isEqualTo(TEXT);
        return true;
    }

    @ParameterizedTest
    @MethodSource("setups")
    void whenClientsGoAwayInTheMiddleOfAMessageTheMemoryIsGivenBack(Setup setup) throws Exception {
        try (TestServer server = server(setup)) {
            for (int i = 0; i < 3; i++) {
                RawClient sender = new RawClient(server);
                sender.send(Arrays.copyOf(call(sender, 1), 500_000));
                await().atMost(PATIENCE)
                        .until(() -> server.stats().receiveMemory() >= 500_000 - ReceiveMemory.FREE_SIZE);
                sender.close();
                await().atMost(PATIENCE).until(() -> server.stats().receiveMemory() == 0);
            }
            assertThat(server.stats().reached(ServerLimit.RECEIVE_MEMORY)).isZero();
        }
    }

    @Test
    void whenAFrameCouldTakeMoreThanAllMayRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftServerOptions.builder("small", Endpoint.tcp("127.0.0.1", 0))
                        .maxReceiveMemory(1_000_000L)
                        .build())
                .withMessage("max-receive-memory: 1000000 bytes (expected: 16384000 or more, since a frame may have so"
                        + " many)");
    }

    @Test
    void byDefaultItIsAQuarterOfTheHeap() {
        ThriftServerOptions options = ThriftServerOptions.builder("usual", Endpoint.tcp("127.0.0.1", 0))
                .build();

        assertThat(options.maxReceiveMemory())
                .isEqualTo(Math.max(Runtime.getRuntime().maxMemory() / 4, 16_384_000));
    }
}
