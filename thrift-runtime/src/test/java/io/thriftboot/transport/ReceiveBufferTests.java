package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.transport.ReceiveBuffer.Content;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
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
}
