package io.thriftboot.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.thriftboot.testapi.EchoService;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes as a frame of the header protocol: they are refused with an exception of Thrift's, or are a message whose headers
 * can be sent again; and take memory in proportion to what has arrived, or up to the limit where it is compressed.
 */
@Tag("fuzz")
class THeaderFuzzTests {

    private static final MessageLimits LIMITS = new MessageLimits(1 << 16, 1 << 16, 1 << 12, 100, 8);
    private static final int WIRE_SIZE = 1 << 18;
    private static final long BYTES_PER_BYTE = 256;

    /** Buffers that grow to the limit, once for each of four transforms, and exceptions. */
    private static final long ONCE = 2 << 20;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    /** What is not compressed is so by the fuzzer if the first byte says so: it would not find out how. */
    static Stream<byte[]> seeds() throws TException {
        Map<String, String> headers = Map.of("name", "value", "größe", "");
        return Stream.of(
                seed(0, encoded(ThriftProtocol.BINARY, false, headers)),
                seed(0, encoded(ThriftProtocol.COMPACT, true, headers)),
                seed(0, encoded(ThriftProtocol.BINARY, false, Map.of())),
                seed(1, encoded(ThriftProtocol.BINARY, false, Map.of())),
                seed(3, encoded(ThriftProtocol.COMPACT, false, Map.of())));
    }

    private static byte[] seed(int times, byte[] frame) {
        // Behind the length, and of what will be compressed behind the header.
        int from = times == 0 ? 4 : 18;
        byte[] seed = new byte[1 + frame.length - from];
        seed[0] = (byte) times;
        System.arraycopy(frame, from, seed, 1, frame.length - from);
        return seed;
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10s")
    void whenBytesAreAFrameTheyAreRefusedOrAMessage(byte[] data) throws TException {
        if (data.length < 2) {
            return;
        }
        byte[] frame = frame((data[0] & 0x7F) % 6, Arrays.copyOfRange(data, 1, data.length));
        Map<String, String> headers = headersOrNull(frame);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        headersOrNull(frame);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated for %d", frame.length)
                .isLessThan(ONCE + BYTES_PER_BYTE * frame.length);
        if (headers != null) {
            assertThat(headers).hasSizeLessThanOrEqualTo(HeaderReader.MOST_HEADERS);
            assertThat(headersOrNull(encoded(ThriftProtocol.BINARY, false, headers)))
                    .isEqualTo(headers);
        }
    }

    /** Those of a message that can be read. The first time there are classes to be loaded. */
    private static Map<String, String> headersOrNull(byte[] frame) throws TException {
        THeaderProtocol in = new THeaderProtocol(new THeaderTransport(new TMemoryInputTransport(frame), LIMITS));
        try {
            in.readMessageBegin();
            Map<String, String> headers = new HashMap<>(in.readHeaders());
            new EchoService.echo_args().read(in);
            in.readMessageEnd();
            return headers;
        } catch (TException refused) {
            in.reset();
            return null;
        }
    }

    /** The bytes with a frame's length, or compressed so many times behind a header that says so. */
    private static byte[] frame(int times, byte[] bytes) {
        ByteBuffer message = ByteBuffer.wrap(bytes);
        ByteBuffer frame = ByteBuffer.allocate(WIRE_SIZE).position(4);
        if (times > 0) {
            frame.putInt(0x0FFF0000).putInt(7).putShort((short) 2);
            byte[] section = new byte[8];
            section[1] = (byte) times;
            Arrays.fill(section, 2, 2 + times, (byte) HeaderReader.ZLIB_ID);
            frame.put(section);
            for (int i = 0; i < times; i++) {
                message = ZlibTransform.deflate(message);
            }
        }
        frame.put(message);
        return Arrays.copyOf(frame.putInt(0, frame.position() - 4).array(), frame.position());
    }

    private static byte[] encoded(ThriftProtocol protocol, boolean compressed, Map<String, String> headers)
            throws TException {
        TMemoryBuffer wire = new TMemoryBuffer(WIRE_SIZE);
        THeaderProtocol out = new THeaderProtocol(new THeaderTransport(wire, LIMITS));
        out.setStyle(protocol, compressed);
        out.setWriteHeaders(headers);
        out.writeMessageBegin(new TMessage("echo", TMessageType.CALL, 7));
        new EchoService.echo_args("text").write(out);
        out.writeMessageEnd();
        out.getTransport().flush();
        return Arrays.copyOf(wire.getArray(), wire.length());
    }
}
