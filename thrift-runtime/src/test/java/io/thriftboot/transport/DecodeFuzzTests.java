package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.code_intelligence.jazzer.junit.FuzzTest;
import com.sun.management.ThreadMXBean;
import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.testapi.Color;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.Tree;
import java.lang.management.ManagementFactory;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Any bytes against the decoders of messages, with generated structs: they are refused with an exception of Thrift's, or are a
 * message that can be encoded again; and take memory in proportion to what has arrived.
 */
@Tag("fuzz")
class DecodeFuzzTests {

    private static final MessageLimits LIMITS = new MessageLimits(1 << 20, 1 << 20, 10_000, 1000, 16);
    private static final List<ThriftProtocol> PROTOCOLS =
            List.of(ThriftProtocol.BINARY, ThriftProtocol.COMPACT, ThriftProtocol.JSON, ThriftProtocol.HEADER);
    private static final List<Supplier<TBase<?, ?>>> STRUCTS = List.of(
            EchoService.echo_args::new,
            EchoService.echoItem_args::new,
            EchoService.echoTree_args::new,
            EchoService.echoNote_args::new,
            EchoService.echoBinary_args::new,
            EchoService.add_args::new,
            EchoService.find_result::new);

    /** An empty struct takes one byte in a message, and about a hundred in memory. */
    private static final long BYTES_PER_BYTE = 256;

    /** Of exceptions, protocols and whatever else there is once. */
    private static final long ONCE = 64 << 10;

    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    static Stream<byte[]> seeds() throws TException {
        Item item = new Item(7, List.of("tag", ""), Map.of("one", 1), ByteBuffer.wrap(new byte[2]), Color.RED, Set.of())
                .setName("größer")
                .setKeys(Set.of(new UUID(1, 2)));
        List<TBase<?, ?>> structs = List.of(
                new EchoService.echo_args("text"),
                new EchoService.echoItem_args(item),
                new EchoService.echoTree_args(new Tree(1, List.of(new Tree(2, List.of())))),
                new EchoService.add_args(Long.MIN_VALUE, 1));
        Stream.Builder<byte[]> seeds = Stream.builder();
        for (int protocol = 0; protocol < PROTOCOLS.size(); protocol++) {
            for (TBase<?, ?> struct : structs) {
                byte[] message = encoded(PROTOCOLS.get(protocol), struct);
                for (int i = 0; i < STRUCTS.size(); i++) {
                    if (STRUCTS.get(i).get().getClass() == struct.getClass()) {
                        seeds.add(seed(protocol, i, message));
                    }
                }
            }
        }
        return seeds.build();
    }

    private static byte[] seed(int protocol, int struct, byte[] message) {
        byte[] seed = new byte[message.length + 2];
        seed[0] = (byte) protocol;
        seed[1] = (byte) struct;
        System.arraycopy(message, 0, seed, 2, message.length);
        return seed;
    }

    @MethodSource("seeds")
    @FuzzTest(maxDuration = "10s")
    void whenBytesAreDecodedTheyAreRefusedOrAMessage(byte[] data) throws TException {
        if (data.length < 3) {
            return;
        }
        ThriftProtocol protocol = PROTOCOLS.get((data[0] & 0x7F) % PROTOCOLS.size());
        Supplier<TBase<?, ?>> struct = STRUCTS.get((data[1] & 0x7F) % STRUCTS.size());
        byte[] message = Arrays.copyOfRange(data, 2, data.length);
        TBase<?, ?> first = decodedOrNull(protocol, struct, message);
        long before = THREADS.getCurrentThreadAllocatedBytes();
        decodedOrNull(protocol, struct, message);
        assertThat(THREADS.getCurrentThreadAllocatedBytes() - before)
                .as("bytes allocated for %d", message.length)
                .isLessThan(ONCE + BYTES_PER_BYTE * message.length);
        if (first != null) {
            assertStaysTheSame(protocol, struct, first);
        }
    }

    /** The first time there are classes to be loaded. */
    private static TBase<?, ?> decodedOrNull(ThriftProtocol protocol, Supplier<TBase<?, ?>> struct, byte[] message) {
        try {
            return decoded(protocol, struct.get(), message);
        } catch (TException refused) {
            return null;
        }
    }

    private static void assertStaysTheSame(ThriftProtocol protocol, Supplier<TBase<?, ?>> struct, TBase<?, ?> first)
            throws TException {
        // What is no UTF-8 is replaced when it is encoded or decoded, so that the second is the first to be the same.
        TBase<?, ?> second = decoded(protocol, struct.get(), encoded(protocol, first));
        TBase<?, ?> third = decoded(protocol, struct.get(), encoded(protocol, second));
        assertThat((Object) third).isEqualTo(second);
    }

    private static TBase<?, ?> decoded(ThriftProtocol protocol, TBase<?, ?> struct, byte[] message) throws TException {
        MessageInput input = MessageInput.received(ByteBuffer.wrap(message), LIMITS);
        input.begin();
        TProtocol p = protocol.over(input, LIMITS, true);
        p.readMessageBegin();
        struct.read(p);
        p.readMessageEnd();
        return struct;
    }

    private static byte[] encoded(ThriftProtocol protocol, TBase<?, ?> struct) throws TException {
        TMemoryBuffer buffer = new TMemoryBuffer(1 << 16);
        TProtocol p = protocol.over(buffer, LIMITS, true);
        p.writeMessageBegin(new TMessage("echo", TMessageType.CALL, 1));
        struct.write(p);
        p.writeMessageEnd();
        return Arrays.copyOf(buffer.getArray(), buffer.length());
    }
}
