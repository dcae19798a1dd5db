package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.ReceiveBuffer.Content;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Buffers that share memory, and what becomes of messages for which none is left. */
class ReceiveMemoryTests {

    private static final MessageLimits LIMITS = new MessageLimits(200_000, 200_000, 200_000, 1000, 64);
    private static final int BEGINNING = 1024;

    private final MessageWindow window = new MessageWindow(LIMITS);

    private static ReceiveBuffer buffer(ReceiveMemory memory) {
        return new ReceiveBuffer(new WireFormat(ThriftProtocol.AUTO, LayeredTransport.AUTO, LIMITS, true), memory);
    }

    /** A strict binary call with one string, with and without a frame. */
    private static byte[] message(int seqid, int textLength, boolean framed) {
        byte[] name = "echo".getBytes(StandardCharsets.US_ASCII);
        int length = 4 + 4 + name.length + 4 + 3 + 4 + textLength + 1;
        ByteBuffer bytes = ByteBuffer.allocate((framed ? 4 : 0) + length);
        if (framed) {
            bytes.putInt(length);
        }
        bytes.putInt(0x80010001).putInt(name.length).put(name).putInt(seqid);
        bytes.put((byte) 11).putShort((short) 1).putInt(textLength);
        return bytes.array();
    }

    private static byte[] body(byte[] message, boolean framed) {
        return framed ? Arrays.copyOfRange(message, 4, message.length) : message;
    }

    private byte[] shown() throws TTransportException {
        byte[] message = new byte[window.getBytesRemainingInBuffer()];
        window.readAll(message, 0, message.length);
        return message;
    }

    private static void give(ReceiveBuffer buffer, byte[] part, boolean lent) {
        if (lent) {
            buffer.lend(part, part.length);
            return;
        }
        for (int at = 0; at < part.length; ) {
            ByteBuffer room = buffer.room();
            int n = Math.min(room.remaining(), part.length - at);
            room.put(part, at, n);
            buffer.received(n);
            at += n;
        }
    }

    /** Whatever the pieces, each message is shown whole or by its beginning, and those behind it are found. */
    @ParameterizedTest
    @CsvSource({"100, true", "1000, true", "5000, true", "65536, true", "100, false", "1000, false", "5000, false"})
    void whenNoMemoryIsLeftLongMessagesAreDroppedAndAllOthersAreFound(int piece, boolean lent)
            throws TTransportException {
        ReceiveMemory none = new ReceiveMemory(0);
        ReceiveBuffer buffer = buffer(none);
        Random random = new Random(3);
        List<byte[]> bodies = new ArrayList<>();
        List<byte[]> sent = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            boolean framed = random.nextBoolean();
            byte[] message = message(i, random.nextInt(i % 10 == 0 ? 180_000 : 1000), framed);
            sent.add(message);
            bodies.add(body(message, framed));
        }
        ByteBuffer all =
                ByteBuffer.allocate(sent.stream().mapToInt(part -> part.length).sum());
        sent.forEach(all::put);
        int seen = 0;
        int dropped = 0;
        for (int at = 0; at < all.capacity(); at += piece) {
            give(buffer, Arrays.copyOfRange(all.array(), at, Math.min(all.capacity(), at + piece)), lent);
            for (Content found = buffer.next(window); found != Content.INCOMPLETE; found = buffer.next(window)) {
                byte[] body = bodies.get(seen++);
                if (found == Content.NO_MEMORY) {
                    assertThat(body).hasSizeGreaterThan(ReceiveMemory.FREE_SIZE - 4);
                    assertThat(shown()).isEqualTo(Arrays.copyOf(body, BEGINNING));
                    dropped++;
                } else {
                    assertThat(found).isEqualTo(Content.MESSAGE);
                    assertThat(shown()).isEqualTo(body);
                }
            }
            buffer.keep();
            assertThat(none.used()).isZero();
        }
        assertThat(seen).isEqualTo(sent.size());
        assertThat(dropped).isGreaterThan(10);
        assertThat(buffer.isEmpty()).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void whenAMessageIsWholeItsMemoryIsForOthers(boolean lent) throws TTransportException {
        ReceiveMemory memory = new ReceiveMemory(100_000);
        ReceiveBuffer one = buffer(memory);
        ReceiveBuffer other = buffer(memory);
        byte[] message = message(1, 90_000, true);
        for (ReceiveBuffer buffer : List.of(one, other, one)) {
            int half = message.length / 2;
            for (int at = 0; at < half; at += 1000) {
                give(buffer, Arrays.copyOfRange(message, at, Math.min(half, at + 1000)), lent);
                assertThat(buffer.next(window)).isEqualTo(Content.INCOMPLETE);
                buffer.keep();
            }
            assertThat(memory.used()).isBetween(half - (long) ReceiveMemory.FREE_SIZE, 100_000L);
            give(buffer, Arrays.copyOfRange(message, half, message.length), lent);
            assertThat(buffer.next(window)).isEqualTo(Content.MESSAGE);
            assertThat(shown()).isEqualTo(body(message, true));
            assertThat(buffer.next(window)).isEqualTo(Content.INCOMPLETE);
            buffer.keep();
            assertThat(memory.used()).isZero();
        }
    }

    @Test
    void whenAMessageTakesAllALargeOneIsDroppedAndASmallOneIsFound() throws TTransportException {
        ReceiveMemory memory = new ReceiveMemory(100_000);
        ReceiveBuffer one = buffer(memory);
        ReceiveBuffer other = buffer(memory);
        byte[] message = message(1, 110_000, true);
        give(one, Arrays.copyOf(message, 100_000), true);
        assertThat(one.next(window)).isEqualTo(Content.INCOMPLETE);
        one.keep();

        give(other, Arrays.copyOf(message, 50_000), true);
        assertThat(other.next(window)).isEqualTo(Content.INCOMPLETE);
        other.keep();
        give(other, Arrays.copyOfRange(message, 50_000, message.length), true);
        assertThat(other.next(window)).isEqualTo(Content.NO_MEMORY);
        assertThat(other.next(window)).isEqualTo(Content.INCOMPLETE);
        other.keep();
        give(other, message(2, 100, true), true);
        assertThat(other.next(window)).isEqualTo(Content.MESSAGE);

        give(one, Arrays.copyOfRange(message, 100_000, message.length), true);
        assertThat(one.next(window)).isEqualTo(Content.MESSAGE);
        assertThat(shown()).isEqualTo(body(message, true));
        one.keep();
        assertThat(memory.used()).isZero();
    }

    /** As a connection does that has as many calls as it may. */
    @Test
    void whenWholeMessagesWaitTheyAreKeptWhateverTheyTake() throws TTransportException {
        ReceiveMemory none = new ReceiveMemory(0);
        ReceiveBuffer buffer = buffer(none);
        byte[] message = message(1, 30_000, true);
        byte[] two = ByteBuffer.allocate(2 * message.length)
                .put(message)
                .put(message)
                .array();
        give(buffer, two, true);
        assertThat(buffer.next(window)).isEqualTo(Content.MESSAGE);
        buffer.keep();
        assertThat(none.used()).isPositive();

        assertThat(buffer.next(window)).isEqualTo(Content.MESSAGE);
        assertThat(shown()).isEqualTo(body(message, true));
        buffer.keep();
        assertThat(none.used()).isZero();
    }

    @Test
    void whenClearedAllMemoryIsGivenBack() throws TTransportException {
        ReceiveMemory memory = new ReceiveMemory(100_000);
        ReceiveBuffer buffer = buffer(memory);
        give(buffer, Arrays.copyOf(message(1, 90_000, true), 50_000), true);
        assertThat(buffer.next(window)).isEqualTo(Content.INCOMPLETE);
        buffer.keep();
        assertThat(memory.used()).isPositive();

        buffer.clear();

        assertThat(memory.used()).isZero();
        assertThat(buffer.isEmpty()).isTrue();
    }

    @Test
    void whenThereIsLessThanNothingRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new ReceiveMemory(-1))
                .withMessage("receive memory: -1 (expected: 0 or more)");
    }
}
