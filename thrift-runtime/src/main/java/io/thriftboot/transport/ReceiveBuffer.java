package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.Map;
import org.apache.thrift.transport.TTransportException;

/**
 * The bytes of a connection that have arrived and were not used yet, and the messages in them. Its memory grows as bytes
 * arrive, never because a peer announces them, and is given back when they are used. For use by one thread at a time.
 *
 * @since 0.1
 */
public final class ReceiveBuffer {

    /** What the bytes that have arrived amount to. */
    public enum Content {
        /** Less than a message. */
        INCOMPLETE,
        /** A message. */
        MESSAGE,
        /** The beginning of a message without a frame that cannot go on like this. Nothing can be found behind it. */
        BROKEN,
        /** The beginning of a frame that is larger than allowed. The rest of it is dropped as it arrives. */
        TOO_LARGE,
        /** The beginning of a message for which no memory is left. The rest of it is dropped as it arrives. */
        NO_MEMORY
    }

    private static final byte[] NOTHING = {};
    private static final int HEADER_SIZE = 4;

    private static final int INITIAL_SIZE = 2 << 10;

    /** Memory beyond this is given back when nothing is in it. */
    private static final int RETAINED_SIZE = ReceiveMemory.FREE_SIZE;

    /** So much of a message that is not received is kept, since it says what is to be answered. */
    private static final int BEGINNING_SIZE = 1 << 10;

    private final MessageLimits limits;
    private final int maxFrameSize;
    private final WireFormat format;
    private final MemoryShare memory;
    private final Map<ThriftProtocol, MessageScanner> scanners = new EnumMap<>(ThriftProtocol.class);
    private byte[] bytes = NOTHING;
    private int position;
    private int limit;
    private boolean lent;
    private boolean filled;
    private ThriftProtocol protocol;
    private boolean framed = true;

    /** How far a message without a frame has been looked through. */
    private int scanned;

    private long toDrop;
    private int tooLarge;
    private String problem = "";
    private boolean aboveLimit;

    /** Whether what is left was found to be less than a message. */
    private boolean incomplete;

    /** The beginning of a message for which no memory was left, until it is shown. */
    private byte[] refused = NOTHING;

    /** Whether the end of a message without a frame is looked for that is not received. */
    private boolean skipping;

    /**
     * An empty buffer with memory of its own.
     *
     * @param format how messages look and how large they may be
     */
    public ReceiveBuffer(WireFormat format) {
        this(format, new ReceiveMemory(Long.MAX_VALUE));
    }

    /**
     * An empty buffer.
     *
     * @param format how messages look and how large they may be
     * @param memory where it takes what it needs for longer messages
     */
    public ReceiveBuffer(WireFormat format, ReceiveMemory memory) {
        this.memory = new MemoryShare(memory);
        this.limits = format.limits();
        this.maxFrameSize = Math.min(limits.maxFrameSize(), limits.maxMessageSize());
        this.format = format;
        this.protocol = format.protocol();
    }

    /**
     * Room for what is received next. {@link #received} says how much that was.
     *
     * @return room for at least one byte
     */
    public ByteBuffer room() {
        if (!makeRoom(1)) {
            refuse();
            makeRoom(1);
        }
        return ByteBuffer.wrap(bytes, limit, bytes.length - limit);
    }

    /**
     * Adds what was put into the {@link #room()}.
     *
     * @param length how many bytes
     */
    public void received(int length) {
        limit += length;
        filled = limit == bytes.length;
        incomplete = false;
        drop();
    }

    /**
     * Adds bytes that may be used where they are, until {@link #keep()} is called.
     *
     * @param from holds the bytes, from 0 on
     * @param length how many bytes
     */
    public void lend(byte[] from, int length) {
        if (position < limit && !makeRoom(length)) {
            refuse();
        }
        if (position == limit) {
            memory.resize(0);
            bytes = from;
            position = 0;
            limit = length;
            lent = true;
        } else {
            System.arraycopy(from, 0, bytes, limit, length);
            limit += length;
        }
        incomplete = false;
        drop();
    }

    /** Takes what is left of lent bytes into memory of its own, and gives back memory that nothing needs. */
    public void keep() {
        if (lent) {
            keepLent();
        } else if (memory.isOverdrawn() && incomplete) {
            keepOverdrawn();
        }
        if (position == limit) {
            position = 0;
            limit = 0;
            if (bytes.length > RETAINED_SIZE) {
                memory.resize(0);
                bytes = NOTHING;
            } else if (filled && bytes.length < RETAINED_SIZE) {
                bytes = new byte[2 * bytes.length];
            }
        }
    }

    private void keepLent() {
        int used = limit - position;
        if (!memory.resize(used)) {
            if (incomplete) {
                refuse();
                return;
            }
            memory.resizeAnyway(used);
        }
        bytes = used == 0 ? NOTHING : Arrays.copyOfRange(bytes, position, limit);
        limit = used;
        position = 0;
        lent = false;
    }

    private void keepOverdrawn() {
        int used = limit - position;
        if (ReceiveMemory.cost(used) == 0) {
            memory.resize(used);
            moveTo(new byte[used]);
        } else if (!memory.settle()) {
            refuse();
        }
    }

    /** Whether there is room now, behind what is there. */
    private boolean makeRoom(int length) {
        if (length <= bytes.length - limit) {
            return true;
        }
        int used = limit - position;
        boolean half = used + length <= bytes.length / 2;
        if (half && !filled) {
            moveTo(bytes);
            return true;
        }
        return grow((long) used + length);
    }

    private boolean grow(long least) {
        int wanted = arraySize(Math.max(usefulSize(), least));
        // In smaller steps a long message would be copied too often.
        int modest = arraySize(Math.min(wanted, least + least / 4));
        if (memory.resize(wanted)) {
            moveTo(new byte[wanted]);
        } else if (least <= bytes.length) {
            moveTo(bytes);
        } else if (memory.resize(modest)) {
            moveTo(new byte[modest]);
        } else if (incomplete && limit - position >= RETAINED_SIZE) {
            return false;
        } else {
            // There may be whole messages in it, or too little to answer. What it amounts to is seen when it is all
            // there.
            memory.resizeAnyway(arraySize(least));
            moveTo(new byte[arraySize(least)]);
        }
        return true;
    }

    private static int arraySize(long size) {
        return (int) Math.min(size, Integer.MAX_VALUE - 8L);
    }

    /** The next size, but of a large frame no more than it has. */
    private long usefulSize() {
        long doubled = Math.max(INITIAL_SIZE, 2L * bytes.length);
        if (doubled <= RETAINED_SIZE || !incomplete || !framed || limit - position < HEADER_SIZE) {
            return doubled;
        }
        return Math.min(doubled, (long) HEADER_SIZE + frameLength());
    }

    private void moveTo(byte[] target) {
        int used = limit - position;
        System.arraycopy(bytes, position, target, 0, used);
        bytes = target;
        position = 0;
        limit = used;
        filled = false;
    }

    /** Drops a message that has begun to arrive, all but what says how to answer it. */
    private void refuse() {
        int begin = framed ? position + HEADER_SIZE : position;
        refused = Arrays.copyOfRange(bytes, begin, Math.min(limit, begin + BEGINNING_SIZE));
        if (framed) {
            toDrop = (long) HEADER_SIZE + frameLength() - (limit - position);
        } else {
            skipping = true;
        }
        clearBytes();
    }

    private void clearBytes() {
        memory.resize(0);
        bytes = NOTHING;
        position = 0;
        limit = 0;
        lent = false;
        filled = false;
    }

    /** Gives all memory back, with what is in it. Nothing that follows can be understood. */
    public void clear() {
        clearBytes();
        refused = NOTHING;
        toDrop = 0;
        skipping = false;
        scanned = 0;
    }

    private void drop() {
        if (toDrop > 0) {
            int dropped = (int) Math.min(toDrop, limit - position);
            position += dropped;
            toDrop -= dropped;
        }
    }

    /**
     * Whether nothing is left that has arrived.
     *
     * @return {@code false} while there are messages or the beginning of one
     */
    public boolean isEmpty() {
        return position == limit && toDrop == 0 && !skipping && refused.length == 0;
    }

    /**
     * Refuses a frame that is too large as soon as its length has arrived, for where nobody answers it.
     *
     * @throws BadFrameException if the next message has a length that is not allowed
     */
    public void checkLength() throws BadFrameException {
        if (limit - position >= HEADER_SIZE && toDrop == 0) {
            BadFrameException.check(frameLength(), maxFrameSize);
        }
    }

    /**
     * Goes on to the next message.
     *
     * @param window shows it, or the beginning of what is not received, if there is one
     * @return whether there is one
     * @throws TTransportException if what has arrived cannot be a message
     */
    public Content next(MessageWindow window) throws TTransportException {
        Content content = find(window);
        incomplete = content == Content.INCOMPLETE;
        return content;
    }

    private Content find(MessageWindow window) throws TTransportException {
        if (refused.length > 0) {
            window.show(refused, 0, refused.length);
            refused = NOTHING;
            return Content.NO_MEMORY;
        }
        if (position == limit || toDrop > 0) {
            return Content.INCOMPLETE;
        }
        if (scanned == 0) {
            framed = FirstBytes.areFramed(format, bytes[position]);
        }
        if (skipping) {
            return skip() ? find(window) : Content.INCOMPLETE;
        }
        return framed ? nextFrame(window) : nextUnframed(window);
    }

    /** Whether a message that is not received has ended. */
    private boolean skip() throws TTransportException {
        int end = scanner().scan(bytes, position, limit);
        position = end < 0 ? limit : end;
        if (end >= 0) {
            skipping = false;
            scanned = 0;
        }
        return end >= 0;
    }

    private Content nextUnframed(MessageWindow window) throws TTransportException {
        if (scanned == 0 && !beginUnframed()) {
            return Content.INCOMPLETE;
        }
        int end;
        try {
            end = scanner().scan(bytes, position + scanned, limit);
        } catch (TTransportException ex) {
            problem = String.valueOf(ex.getMessage());
            aboveLimit = ex.getType() == TTransportException.MESSAGE_SIZE_LIMIT;
            window.show(bytes, position, limit);
            position = limit;
            return Content.BROKEN;
        }
        if (end < 0) {
            scanned = limit - position;
            return Content.INCOMPLETE;
        }
        window.show(bytes, position, end);
        position = end;
        scanned = 0;
        return Content.MESSAGE;
    }

    /** Whether enough has arrived to know how a message without a frame is encoded. */
    private boolean beginUnframed() throws BadFrameException {
        if (limit - position < FirstBytes.SIZE) {
            return false;
        }
        protocol = FirstBytes.protocolOf(format, bytes, position);
        scanner().reset();
        return true;
    }

    private MessageScanner scanner() {
        return scanners.computeIfAbsent(protocol, which -> MessageScanner.of(which, limits));
    }

    private Content nextFrame(MessageWindow window) throws TTransportException {
        if (limit - position < HEADER_SIZE) {
            return Content.INCOMPLETE;
        }
        int length = frameLength();
        if (length <= 0 || length > MessageLimits.LARGEST_FRAME) {
            BadFrameException.check(length, maxFrameSize);
        }
        return length > maxFrameSize ? beginTooLarge(length, window) : frame(length, window);
    }

    private int frameLength() {
        return FirstBytes.int32(bytes, position);
    }

    private Content frame(int length, MessageWindow window) throws BadFrameException {
        int begin = position + HEADER_SIZE;
        if (limit - begin < Math.min(length, FirstBytes.SIZE)) {
            return Content.INCOMPLETE;
        }
        protocol = FirstBytes.protocolInFrame(format, bytes, begin, length);
        if (limit - begin < length) {
            return Content.INCOMPLETE;
        }
        window.show(bytes, begin, begin + length);
        position = begin + length;
        return Content.MESSAGE;
    }

    private Content beginTooLarge(int length, MessageWindow window) throws BadFrameException {
        int begin = position + HEADER_SIZE;
        if (begin < limit && ThriftProtocol.of(bytes[begin]) == null) {
            BadFrameException.check(length, maxFrameSize);
        }
        int shown = Math.min(length, BEGINNING_SIZE);
        if (limit - begin < shown) {
            return Content.INCOMPLETE;
        }
        protocol = FirstBytes.protocolInFrame(format, bytes, begin, length);
        window.show(bytes, begin, begin + shown);
        tooLarge = length;
        position = begin;
        toDrop = length;
        drop();
        return Content.TOO_LARGE;
    }

    /**
     * How large the frame was that was too large.
     *
     * @return its length in bytes
     */
    public int tooLarge() {
        return tooLarge;
    }

    /**
     * Why a message is broken.
     *
     * @return what was found and what was expected
     */
    public String problem() {
        return problem;
    }

    /**
     * Whether a message is broken because it is too large.
     *
     * @return {@code false} if it is no message
     */
    public boolean isAboveLimit() {
        return aboveLimit;
    }

    /**
     * The largest frame that is accepted.
     *
     * @return its length in bytes
     */
    public int maxFrameSize() {
        return maxFrameSize;
    }

    /**
     * How the message is encoded.
     *
     * @return the protocol of the message that was shown last
     */
    public ThriftProtocol protocol() {
        return protocol;
    }

    /**
     * Whether the message was preceded by its length.
     *
     * @return whether its reply must be
     */
    public boolean isFramed() {
        return framed;
    }
}
