package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.ReceiveBuffer.Content;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ReceiveBufferTests {

    private static final MessageLimits LIMITS = new MessageLimits(40_000, 40_000, 1000, 1000, 64);
    private static final WireFormat FORMAT =
            new WireFormat(WireFormat.DEFAULT.protocol(), LayeredTransport.FRAMED, LIMITS, true);

    private final ReceiveBuffer buffer = new ReceiveBuffer(FORMAT);
    private final MessageWindow window = new MessageWindow(LIMITS);

    private static byte[] frame(byte[] body) {
        return ByteBuffer.allocate(4 + body.length)
                .putInt(body.length)
                .put(body)
                .array();
    }

    private static byte[] concat(List<byte[]> parts) {
        ByteBuffer all =
                ByteBuffer.allocate(parts.stream().mapToInt(part -> part.length).sum());
        parts.forEach(all::put);
        return all.array();
    }

    private byte[] shown() throws TTransportException {
        byte[] message = new byte[window.getBytesRemainingInBuffer()];
        window.readAll(message, 0, message.length);
        return message;
    }

    private void receive(byte[] bytes) {
        for (int at = 0; at < bytes.length; ) {
            ByteBuffer room = buffer.room();
            int n = Math.min(room.remaining(), bytes.length - at);
            room.put(bytes, at, n);
            buffer.received(n);
            at += n;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 100, 5000, 1_000_000})
    void whenMessagesComeInPiecesEachIsShownOnce(int piece) throws TTransportException {
        for (boolean lent : new boolean[] {false, true}) {
            Random random = new Random(7);
            List<byte[]> messages = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                byte[] message = new byte[1 + random.nextInt(i % 50 == 0 ? 40_000 : 300)];
                random.nextBytes(message);
                messages.add(message);
            }
            byte[] all = concat(messages.stream().map(ReceiveBufferTests::frame).toList());
            List<byte[]> seen = new ArrayList<>();
            for (int at = 0; at < all.length; at += piece) {
                byte[] part = java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + piece));
                if (lent) {
                    buffer.lend(part, part.length);
                } else {
                    receive(part);
                }
                while (buffer.next(window) == Content.MESSAGE) {
                    seen.add(shown());
                }
                buffer.keep();
                java.util.Arrays.fill(part, (byte) 0);
            }
            assertThat(seen).as("lent: " + lent).containsExactlyElementsOf(messages);
            assertThat(buffer.isEmpty()).isTrue();
        }
    }

    @Test
    void whenFrameIsTooLargeShowsItsBeginningAndDropsTheRest() throws TTransportException {
        byte[] large = new byte[100_000];
        large[0] = (byte) 0x80;
        receive(java.util.Arrays.copyOf(frame(large), 900));
        assertThat(buffer.next(window)).isEqualTo(Content.INCOMPLETE);

        receive(new byte[300]);
        assertThat(buffer.next(window)).isEqualTo(Content.TOO_LARGE);
        assertThat(buffer.tooLarge()).isEqualTo(100_000);
        assertThat(shown()[0]).isEqualTo((byte) 0x80);
        receive(new byte[100_004 - 1200]);
        receive(frame(new byte[] {1, 2, 3}));

        assertThat(buffer.next(window)).isEqualTo(Content.MESSAGE);
        assertThat(shown()).containsExactly(1, 2, 3);
    }

    @Test
    void whenFrameIsAnnouncedMemoryIsNotReserved() throws TTransportException {
        receive(ByteBuffer.allocate(8).putInt(40_000).array());

        assertThat(buffer.next(window)).isEqualTo(Content.INCOMPLETE);
        assertThat(buffer.room().array()).hasSizeLessThan(40_000);
    }

    @Test
    void whenLengthCannotBeRefuses() {
        receive(new byte[] {-1, 0, 0, 0});

        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(() -> buffer.next(window))
                .withMessageContaining("frame length: 4278190080 (expected: 1 to 40000)");
    }

    @Test
    void whenWhatIsTooLargeCannotBeAMessageRefuses() {
        receive(new byte[] {0x16, 3, 1, 2, 0, 1});

        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(() -> buffer.next(window))
                .withMessageContaining("TLS");
    }

    private static WireFormat format(ThriftProtocol protocol, LayeredTransport transport) {
        return new WireFormat(protocol, transport, LIMITS, true);
    }

    /** A message in a random dialect, and what is to be said of it. */
    private record Sent(byte[] message, ThriftProtocol protocol, boolean framed) {

        static Sent random(RandomMessages messages, Random random) throws TException {
            ThriftProtocol protocol = ThriftProtocol.values()[random.nextInt(3)];
            return new Sent(messages.next(protocol, 3), protocol, random.nextBoolean());
        }

        byte[] bytes() {
            return framed ? frame(message) : message;
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 5, 100, 5000, 1_000_000})
    void whenDialectsFollowEachOtherEachMessageIsShownAsItLooks(int piece) throws TException {
        RandomMessages messages = new RandomMessages(11, 5);
        Random random = new Random(11);
        List<Sent> sent = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            sent.add(Sent.random(messages, random));
        }
        byte[] all = concat(sent.stream().map(Sent::bytes).toList());
        ReceiveBuffer mixed = new ReceiveBuffer(format(ThriftProtocol.AUTO, LayeredTransport.AUTO));
        int seen = 0;
        for (int at = 0; at < all.length; at += piece) {
            byte[] part = java.util.Arrays.copyOfRange(all, at, Math.min(all.length, at + piece));
            mixed.lend(part, part.length);
            while (mixed.next(window) == Content.MESSAGE) {
                Sent expected = sent.get(seen++);
                assertThat(shown()).isEqualTo(expected.message());
                assertThat(mixed.protocol()).isEqualTo(expected.protocol());
                assertThat(mixed.isFramed()).isEqualTo(expected.framed());
            }
            mixed.keep();
        }
        assertThat(seen).isEqualTo(sent.size());
        assertThat(mixed.isEmpty()).isTrue();
    }

    /** Even if its first bytes come one by one. */
    @ParameterizedTest
    @CsvSource({
        "AUTO, AUTO, 47455420, HTTP",
        "BINARY, BUFFERED, 47455420, HTTP",
        "JSON, BUFFERED, 16030102, TLS",
        "COMPACT, BUFFERED, 80010001, the binary protocol without frames",
        "AUTO, AUTO, 000003e8 47455420, HTTP",
        "AUTO, FRAMED, 000003e8 48545450, an HTTP reply",
    })
    void whenItIsNoThriftItIsRefusedByItsFirstBytes(
            ThriftProtocol protocol, LayeredTransport transport, String received, String looksLike)
            throws TTransportException {
        byte[] bytes = HexFormat.of().parseHex(received.replace(" ", ""));
        ReceiveBuffer strict = new ReceiveBuffer(format(protocol, transport));
        for (int at = 0; at < bytes.length - 1; at++) {
            strict.lend(new byte[] {bytes[at]}, 1);
            assertThat(strict.next(window)).isEqualTo(Content.INCOMPLETE);
            strict.keep();
        }
        strict.lend(new byte[] {bytes[bytes.length - 1]}, 1);

        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(() -> strict.next(window))
                .withMessageEndingWith("this looks like " + looksLike);
    }

    @Test
    void whenAFrameIsShorterThanWhatIsLookedAtItIsRefusedWhenItIsWhole() {
        ReceiveBuffer auto = new ReceiveBuffer(format(ThriftProtocol.AUTO, LayeredTransport.AUTO));
        auto.lend(new byte[] {0, 0, 0, 1, 'G'}, 5);

        assertThatExceptionOfType(BadFrameException.class)
                .isThrownBy(() -> auto.next(window))
                .withMessageStartingWith(
                        "first bytes: 47000000 (expected: a message of binary, compact, json or header)");
    }
}
