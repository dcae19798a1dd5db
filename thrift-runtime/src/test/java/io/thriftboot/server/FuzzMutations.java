package io.thriftboot.server;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.zip.Deflater;

/** Makes valid messages invalid, the same way each time for the same random numbers. */
final class FuzzMutations {

    private static final int[] NUMBERS = {
        0,
        1,
        -1,
        2,
        4,
        16,
        63,
        64,
        65,
        127,
        128,
        255,
        256,
        1024,
        32767,
        65535,
        65536,
        1_000_000,
        1_000_001,
        16_384_000,
        16_384_001,
        0x0FFF0000,
        0x3FFFFFFF,
        0x40000000,
        0x7FFFFFFF,
        0x80000000,
        0x80010001,
        0x82210100,
        -2
    };
    private static final int MOST_MUTATIONS = 4;
    private static final int LARGEST_INSERTION = 64;
    private static final int FRAME_HEADER = 4;

    private final List<FuzzCorpus.Valid> corpus;
    private final SplittableRandom random;

    FuzzMutations(List<FuzzCorpus.Valid> corpus, SplittableRandom random) {
        this.corpus = corpus;
        this.random = random;
    }

    /** What is sent on a connection: a few messages, most of them no more what they were. */
    byte[] connection() {
        ByteArrayOutputStream sent = new ByteArrayOutputStream();
        int messages = messages();
        for (int i = 0; i < messages; i++) {
            sent.writeBytes(next());
        }
        byte[] all = sent.toByteArray();
        return corpus.get(0).dialect().transport() == LayeredTransport.ZLIB ? deflated(all) : all;
    }

    /** How many messages a connection with this mutation's numbers has. */
    private int messages() {
        return 1 + random.nextInt(MESSAGES);
    }

    /** The most messages on a connection. */
    static final int MESSAGES = 8;

    /** Either what is sent is compressed, or what was compressed is changed. */
    private byte[] deflated(byte[] plain) {
        byte[] deflated = HostileMessage.deflate(plain, Deflater.SYNC_FLUSH);
        return random.nextInt(4) == 0 ? mutate(deflated) : deflated;
    }

    private byte[] next() {
        FuzzCorpus.Valid valid = any();
        byte[] message = valid.bytes();
        if (random.nextInt(8) == 0) {
            return message;
        }
        for (int i = random.nextInt(MOST_MUTATIONS); i >= 0; i--) {
            message = mutate(message);
        }
        boolean framed = isFramed(valid.dialect());
        return framed && random.nextInt(4) > 0 ? withLength(message) : message;
    }

    private static boolean isFramed(WireFormat dialect) {
        return dialect.transport().isFramed() || dialect.protocol() == ThriftProtocol.HEADER;
    }

    private FuzzCorpus.Valid any() {
        return corpus.get(random.nextInt(corpus.size()));
    }

    /** With a right frame length the wrong bytes get further. */
    private static byte[] withLength(byte[] message) {
        if (message.length > FRAME_HEADER) {
            ByteBuffer.wrap(message).putInt(0, message.length - FRAME_HEADER);
        }
        return message;
    }

    private byte[] mutate(byte[] message) {
        if (message.length == 0) {
            return message;
        }
        byte[] copy = message.clone();
        int at = random.nextInt(copy.length);
        switch (random.nextInt(9)) {
            case 0 -> copy[at] ^= (byte) (1 << random.nextInt(8));
            case 1 -> copy[at] = (byte) random.nextInt(256);
            case 2 -> copy[at] = (byte) random.nextInt(18);
            case 3 -> putNumber(copy, at);
            case 4 -> {
                return Arrays.copyOf(copy, at);
            }
            case 5 -> {
                return splice(copy, at, any().bytes());
            }
            case 6 -> {
                return insert(copy, at, Arrays.copyOfRange(copy, at, Math.min(copy.length, at + LARGEST_INSERTION)));
            }
            case 7 -> {
                return insert(copy, at, randomBytes());
            }
            default -> {
                return splice(copy, at, Arrays.copyOfRange(copy, random.nextInt(copy.length), copy.length));
            }
        }
        return copy;
    }

    private void putNumber(byte[] bytes, int at) {
        byte[] number = new byte[4];
        ByteBuffer.wrap(number).putInt(NUMBERS[random.nextInt(NUMBERS.length)]);
        System.arraycopy(number, 0, bytes, at, Math.min(number.length, bytes.length - at));
    }

    private byte[] randomBytes() {
        byte[] bytes = new byte[1 + random.nextInt(LARGEST_INSERTION)];
        if (random.nextBoolean()) {
            Arrays.fill(bytes, (byte) 0xFF);
        } else {
            random.nextBytes(bytes);
        }
        return bytes;
    }

    private byte[] splice(byte[] one, int at, byte[] other) {
        int from = random.nextInt(other.length + 1);
        byte[] spliced = Arrays.copyOf(one, at + other.length - from);
        System.arraycopy(other, from, spliced, at, other.length - from);
        return spliced;
    }

    private static byte[] insert(byte[] into, int at, byte[] what) {
        byte[] longer = Arrays.copyOf(into, into.length + what.length);
        System.arraycopy(what, 0, longer, at, what.length);
        System.arraycopy(into, at, longer, at + what.length, into.length - at);
        return longer;
    }
}
