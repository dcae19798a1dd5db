package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.TZlibTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZlibWireTests {

    private static final int MAX_MESSAGE = 50_000;
    private static final WireFormat FORMAT = new WireFormat(
            ThriftProtocol.BINARY, LayeredTransport.ZLIB, new MessageLimits(1, MAX_MESSAGE, 1000, 1000, 64), true);

    private static byte[] text(int length, char filler) {
        byte[] bytes = new byte[length];
        Arrays.fill(bytes, (byte) filler);
        return bytes;
    }

    private static byte[] sent(byte[]... messages) throws TTransportException {
        ChunkedTransport wire = new ChunkedTransport(new byte[0], 1);
        ZlibWire zlib = new ZlibWire(wire);
        for (byte[] message : messages) {
            zlib.write(message, 0, message.length);
            zlib.flush();
        }
        zlib.close();
        return wire.written.toByteArray();
    }

    private static byte[] deflated(byte[] bytes) throws Exception {
        ByteArrayOutputStream stream = new ByteArrayOutputStream();
        try (DeflaterOutputStream out =
                new DeflaterOutputStream(stream, new Deflater(Deflater.BEST_COMPRESSION), true)) {
            out.write(bytes);
        }
        return stream.toByteArray();
    }

    private static MessageInput input(byte[] received, int chunk) throws TTransportException {
        return FORMAT.input(FORMAT.over(new ChunkedTransport(received, chunk)));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 1_000_000})
    void whenMessagesFollowEachOtherEachIsReadWhole(int chunk) throws TTransportException {
        byte[] first = text(20_000, 'a');
        byte[] second = text(1, 'b');
        MessageInput input = input(sent(first, second), chunk);

        for (byte[] expected : new byte[][] {first, second}) {
            assertThat(input.begin()).isTrue();
            byte[] read = new byte[expected.length];
            input.readAll(read, 0, read.length);
            assertThat(read).isEqualTo(expected);
            input.end();
        }
        assertThat(input.begin()).isFalse();
    }

    /** The peer must be able to decode a message before the next one is written. */
    @Test
    void whenAMessageIsFlushedLibthriftCanReadAllOfIt() throws TTransportException {
        byte[] message = text(30_000, 'x');
        TZlibTransport peer = new TZlibTransport(new ChunkedTransport(sent(message), 100));
        byte[] read = new byte[message.length];

        peer.readAll(read, 0, read.length);

        assertThat(read).isEqualTo(message);
    }

    @Test
    void whenLibthriftHasWrittenItIsRead() throws TTransportException {
        ChunkedTransport wire = new ChunkedTransport(new byte[0], 1);
        TZlibTransport peer = new TZlibTransport(wire);
        byte[] message = "message".getBytes(StandardCharsets.UTF_8);
        peer.write(message);
        peer.flush();
        MessageInput input = input(wire.written.toByteArray(), 2);
        byte[] read = new byte[message.length];

        assertThat(input.begin()).isTrue();
        input.readAll(read, 0, read.length);

        assertThat(read).isEqualTo(message);
    }

    /** Ten megabytes in ten thousand bytes. */
    @Test
    void whenAMessageInflatesBeyondTheLimitItIsRefused() throws Exception {
        byte[] bomb = deflated(text(10_000_000, 'x'));
        assertThat(bomb).hasSizeLessThan(MAX_MESSAGE);
        MessageInput input = input(bomb, 1_000_000);
        input.begin();
        byte[] part = new byte[MAX_MESSAGE];
        input.readAll(part, 0, part.length);

        assertThatExceptionOfType(TTransportException.class)
                .isThrownBy(() -> input.readAll(part, 0, 1))
                .satisfies(ex -> assertThat(ex.getType()).isEqualTo(TTransportException.MESSAGE_SIZE_LIMIT));
    }

    @Test
    void whenTheBytesAreNotCompressedSaysWhatWasExpected() throws Exception {
        MessageInput input = input("POST / HTTP/1.1\r\n".getBytes(StandardCharsets.US_ASCII), 100);

        assertThatExceptionOfType(TTransportException.class)
                .isThrownBy(input::begin)
                .withMessageContaining("zlib: ")
                .withMessageContaining("(expected: a zlib stream of messages)")
                .satisfies(ex -> assertThat(ex.getType()).isEqualTo(TTransportException.CORRUPTED_DATA));
    }

    @Test
    void whenTheStreamEndsWithinAMessageTheConnectionIsOver() throws Exception {
        byte[] whole = sent(text(10_000, 'a'));
        MessageInput input = input(Arrays.copyOf(whole, whole.length / 2), 100);
        input.begin();

        assertThatExceptionOfType(TTransportException.class)
                .isThrownBy(() -> input.readAll(new byte[10_000], 0, 10_000))
                .satisfies(ex -> assertThat(ex.getType()).isEqualTo(TTransportException.END_OF_FILE));
    }

    @Test
    void whenThePeerHasEndedItsStreamNothingCanFollow() throws Exception {
        byte[] ended = deflated(text(5, 'a'));
        MessageInput input = input(Arrays.copyOf(ended, ended.length + 5), 100);
        input.begin();
        input.readAll(new byte[5], 0, 5);
        input.end();

        assertThatExceptionOfType(TTransportException.class)
                .isThrownBy(input::begin)
                .withMessageContaining("zlib: bytes after the end of the stream");
    }

    @Test
    void whenClosedClosesTheConnectionAndGivesMemoryBack() throws Exception {
        ChunkedTransport wire = new ChunkedTransport(new byte[0], 1);
        ZlibWire zlib = new ZlibWire(wire);
        zlib.close();
        zlib.close();

        assertThat(zlib.isOpen()).isFalse();
        assertThatExceptionOfType(TTransportException.class)
                .isThrownBy(() -> zlib.read(new byte[1], 0, 1))
                .withMessage("zlib: the connection has been closed");
        assertThatExceptionOfType(TTransportException.class)
                .isThrownBy(() -> zlib.write(new byte[1], 0, 1))
                .withMessage("zlib: the connection has been closed");
    }
}
