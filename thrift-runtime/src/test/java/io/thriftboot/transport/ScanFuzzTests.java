package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.ReceiveBuffer.Content;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes against what finds messages in a stream: where it finds an end, it does not depend on the pieces that arrive, and
 * agrees with decoding. Pieces lie in arrays of their own, so that a byte that was there before cannot be read again.
 */
@Tag("fuzz")
class ScanFuzzTests {

    private static final MessageLimits LIMITS = new MessageLimits(900, 1000, 100, 20, 6);
    private static final WireFormat AUTO = new WireFormat(
            WireFormat.AUTO.protocol(), WireFormat.AUTO.transport(), LIMITS, WireFormat.AUTO.strictRead());
    private static final List<ThriftProtocol> PROTOCOLS =
            List.of(ThriftProtocol.BINARY, ThriftProtocol.COMPACT, ThriftProtocol.JSON);
    private static final int MOST_CONTENTS = 1000;

    /** What a buffer of a connection may take for so many bytes that arrived. */
    private static long mostMemory(int arrived) {
        return 4L * arrived;
    }

    static Stream<byte[]> seeds() throws TException {
        Stream.Builder<byte[]> seeds = Stream.builder();
        for (ThriftProtocol protocol : PROTOCOLS) {
            RandomMessages messages = new RandomMessages(protocol.ordinal(), 4);
            for (int i = 0; i < 10; i++) {
                byte[] message = messages.next(protocol, 4);
                seeds.add(with(i, message));
                byte[] frame = new byte[message.length + 4];
                frame[2] = (byte) (message.length >> 8);
                frame[3] = (byte) message.length;
                System.arraycopy(message, 0, frame, 4, message.length);
                seeds.add(with(i, frame));
            }
        }
        return seeds.build();
    }

    /** The first byte says how long the pieces are. */
    private static byte[] with(int pieces, byte[] bytes) {
        byte[] seed = new byte[bytes.length + 1];
        seed[0] = (byte) pieces;
        System.arraycopy(bytes, 0, seed, 1, bytes.length);
        return seed;
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10s")
    void whenBytesArriveInPiecesEachMessageEndsWhereDecodingEndsIt(byte[] data) throws TException {
        if (data.length < 2) {
            return;
        }
        int length = 1 + (data[0] & 0x7F);
        byte[] bytes = Arrays.copyOfRange(data, 1, data.length);
        for (ThriftProtocol protocol : PROTOCOLS) {
            Object whole = scanned(protocol, bytes, bytes.length);
            assertThat(scanned(protocol, bytes, length)).as("in pieces").isEqualTo(whole);
            int decoded = decoded(protocol, bytes);
            if (decoded >= 0) {
                assertThat(whole).as("%s: what decoding accepts", protocol).isEqualTo(decoded);
            }
        }
        assertThat(received(bytes, length)).isEqualTo(received(bytes, bytes.length));
    }

    /** Where a message ends, -1 if it goes on, or how it fails. */
    private static Object scanned(ThriftProtocol protocol, byte[] bytes, int length) {
        MessageScanner scanner = MessageScanner.of(protocol, LIMITS);
        scanner.reset();
        try {
            for (int at = 0; at < bytes.length; at += length) {
                byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + length));
                int end = scanner.scan(piece, 0, piece.length);
                if (end >= 0) {
                    return at + end;
                }
            }
            return -1;
        } catch (TTransportException ex) {
            return ex.getMessage();
        }
    }

    /** How many bytes a message has, -1 if there is none. */
    private static int decoded(ThriftProtocol protocol, byte[] bytes) throws TTransportException {
        BufferedInput input = new BufferedInput(new ChunkedTransport(bytes, bytes.length), LIMITS);
        input.begin();
        TProtocol p = protocol.over(input, LIMITS, true);
        try {
            p.readMessageBegin();
            TProtocolUtil.skip(p, TType.STRUCT);
            p.readMessageEnd();
            return input.consumed();
        } catch (TException refused) {
            return -1;
        }
    }

    /** What a server of all dialects finds. What a broken message shows is as much as had arrived. */
    private static List<String> received(byte[] bytes, int length) {
        ReceiveMemory memory = new ReceiveMemory(Long.MAX_VALUE);
        ReceiveBuffer buffer = new ReceiveBuffer(AUTO, memory);
        List<String> found = new ArrayList<>();
        try {
            for (int at = 0; at < bytes.length; at += length) {
                byte[] piece = Arrays.copyOfRange(bytes, at, Math.min(bytes.length, at + length));
                if (at % 2 == 0) {
                    buffer.lend(piece, piece.length);
                } else {
                    putAll(buffer, piece);
                }
                boolean more = true;
                while (more) {
                    more = next(buffer, found);
                }
                buffer.keep();
                assertThat(memory.used()).as("memory").isLessThanOrEqualTo(mostMemory(at + piece.length));
            }
        } catch (TTransportException ex) {
            found.add(ex.getMessage());
        }
        buffer.clear();
        assertThat(memory.used()).as("memory that is left").isZero();
        return found;
    }

    private static void putAll(ReceiveBuffer buffer, byte[] piece) {
        for (int at = 0; at < piece.length; ) {
            int n = Math.min(piece.length - at, buffer.room().remaining());
            buffer.room().put(piece, at, n);
            buffer.received(n);
            at += n;
        }
    }

    /** Whether there was something that others may follow. */
    private static boolean next(ReceiveBuffer buffer, List<String> found) throws TTransportException {
        MessageWindow window = new MessageWindow(LIMITS);
        Content content = buffer.next(window);
        if (content == Content.INCOMPLETE) {
            return false;
        }
        assertThat(found).hasSizeLessThan(MOST_CONTENTS);
        String shown = content == Content.MESSAGE
                ? Arrays.toString(Arrays.copyOfRange(
                        window.getBuffer(),
                        window.getBufferPosition(),
                        window.getBufferPosition() + window.getBytesRemainingInBuffer()))
                : buffer.problem() + buffer.tooLarge();
        found.add(content + " " + buffer.protocol() + " " + buffer.isFramed() + " " + shown);
        window.end();
        if (content == Content.BROKEN) {
            throw new TTransportException("nothing can be found behind it");
        }
        return true;
    }
}
