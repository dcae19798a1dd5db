package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.protocol.MessageLimits;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FramedInputTests {

    private static final MessageLimits LIMITS = new MessageLimits(100_000, 100_000, 1000, 1000, 64);

    private static byte[] frames(int... lengths) {
        ByteBuffer bytes = ByteBuffer.allocate(300_000);
        byte value = 0;
        for (int length : lengths) {
            bytes.putInt(length);
            for (int i = 0; i < length; i++) {
                bytes.put(value++);
            }
        }
        byte[] used = new byte[bytes.position()];
        bytes.flip().get(used);
        return used;
    }

    private static FramedInput input(byte[] bytes, int chunk) throws TTransportException {
        return new FramedInput(new ChunkedTransport(bytes, chunk), LIMITS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1000, 1_000_000})
    void whenFramesArriveInPiecesTheyAreWhole(int chunk) throws TTransportException {
        FramedInput input = input(frames(3, 90_000, 1), chunk);
        byte expected = 0;

        for (int length : new int[] {3, 90_000, 1}) {
            assertThat(input.begin()).isTrue();
            byte[] frame = new byte[length];
            input.readAll(frame, 0, length);
            for (byte value : frame) {
                assertThat(value).isEqualTo(expected++);
            }
            assertThat(input.consumed()).isEqualTo(length);
            assertThat(input.end()).isZero();
        }
        assertThat(input.begin()).isFalse();
    }

    @Test
    void whenAFrameIsNotReadToItsEndTheRestIsDropped() throws TTransportException {
        FramedInput input = input(frames(10, 2), 100);
        input.begin();
        input.readAll(new byte[4], 0, 4);

        assertThat(input.end()).isEqualTo(6);
        assertThat(input.getBytesRemainingInBuffer()).isZero();
        assertThat(input.begin()).isTrue();
        byte[] next = new byte[2];
        input.readAll(next, 0, 2);
        assertThat(next).containsExactly(10, 11);
    }

    @Test
    void whenMoreIsReadThanTheFrameHasItFails() throws TTransportException {
        FramedInput input = input(frames(10, 2), 100);
        input.begin();
        input.readAll(new byte[4], 0, 4);

        assertThatThrownBy(() -> input.readAll(new byte[7], 0, 7))
                .isInstanceOf(TTransportException.class)
                .hasMessage("frame: 7 more bytes at 4 (expected: at most 6, the rest of the frame)");
        assertThatThrownBy(() -> input.checkReadBytesAvailable(-1)).isInstanceOf(TTransportException.class);
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 7})
    void whenThePeerClosesWithinAFrameItFails(int length) throws TTransportException {
        FramedInput input = input(java.util.Arrays.copyOf(frames(10), length), 100);

        assertThatThrownBy(input::begin)
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.END_OF_FILE))
                .hasMessage("the peer closed the connection within a frame");
    }

    @Test
    void whenALargeFrameIsAnnouncedMemoryGrowsOnlyAsItArrives() throws TTransportException {
        ChunkedTransport wire =
                new ChunkedTransport(ByteBuffer.allocate(1004).putInt(100_000).array(), 100);

        assertThatThrownBy(() -> new FramedInput(wire, LIMITS).begin()).isInstanceOf(TTransportException.class);

        assertThat(wire.largestRead()).isLessThanOrEqualTo(2048);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "GET / HTTP/1.1 | this looks like HTTP",
                "HTTP/1.1 400 | this looks like an HTTP reply",
                "\u0016\u0003\u0001\u0002 | this looks like TLS",
                "\u0080\u0001\u0000\u0001 | this looks like the binary protocol without frames",
                "\u0082\u0021\u0000\u0001 | this looks like the compact protocol without frames",
                "\u0000\u0001\u0086\u00a1 | a larger frame than is allowed here, or not Thrift",
                "\u0000\u0000\u0000\u0000 | not a framed Thrift message",
                "\u00ff\u00ff\u00ff\u00ff | not a framed Thrift message"
            },
            ignoreLeadingAndTrailingWhitespace = false)
    void whenTheLengthIsNoneTheErrorSaysWhatItLooksLike(String bytes, String guess) throws TTransportException {
        byte[] header = bytes.substring(0, 4).getBytes(StandardCharsets.ISO_8859_1);

        assertThatThrownBy(() -> input(header, 100).begin())
                .isInstanceOf(BadFrameException.class)
                .hasMessage("frame length: "
                        + Integer.toUnsignedString(ByteBuffer.wrap(header).getInt()) + " (expected: 1 to 100000);"
                        + guess);
    }

    @Test
    void whenAFrameWasLargeItsBufferIsGivenBack() throws TTransportException {
        FramedInput input = input(frames(90_000, 2), 100_000);
        input.begin();
        assertThat(input.getBuffer().length).isGreaterThanOrEqualTo(90_000);

        input.end();

        assertThat(input.getBuffer()).hasSizeLessThanOrEqualTo(MessageInput.RETAINED_BUFFER_SIZE);
        assertThat(input.begin()).isTrue();
    }
}
