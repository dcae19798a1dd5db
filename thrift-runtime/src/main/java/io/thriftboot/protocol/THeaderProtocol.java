package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.DataFormatException;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * Thrift's header protocol: binary or compact messages, compressed or not, with names and values before them, as the libraries
 * for C++, Go, Python and Ruby have it. Each message says how it looks; a reply looks like the request that was read last. Not
 * safe for use by several threads.
 *
 * <p>A generated client uses it like any other protocol:
 * <pre>{@code
 * THeaderProtocol protocol = new THeaderProtocol(new TSocket("localhost", 9090));
 * protocol.getTransport().open();
 * protocol.setWriteHeader("transaction", "42");
 * new UserService.Client(protocol).find(7);
 * protocol.readHeaders();
 * }</pre>
 *
 * @since 0.1
 */
public final class THeaderProtocol extends SwitchingProtocol {

    /** Compressing less than this saves nothing worth its time, and C++ clients cannot inflate much more than they sent. */
    private static final int SMALLEST_COMPRESSED_REPLY = 512;

    private final MessageLimits limits;
    private final BytesInput inflated;
    private final Inner plainInner;
    private final Inner inflatedInner;
    private final Map<String, String> writeHeaders = new LinkedHashMap<>();
    private MessageHeader style = MessageHeader.PLAIN;
    private @Nullable MessageHeader read;
    private @Nullable Collected collected;

    /**
     * Messages within the limits of their frames; those of a plain connection are {@linkplain MessageLimits#DEFAULT the default}.
     *
     * @param wire the connection, such as a {@code TSocket}; {@link #getTransport()} is the {@link THeaderTransport} on it
     */
    public THeaderProtocol(TTransport wire) {
        this(wire instanceof THeaderTransport frames ? frames : new THeaderTransport(wire));
    }

    /**
     * Messages within the limits of their frames.
     *
     * @param frames the frames of a connection
     */
    public THeaderProtocol(THeaderTransport frames) {
        this(frames, frames.limits());
    }

    /**
     * Messages in frames that something else reads and writes.
     *
     * @param frames has a frame in its buffer when a message is read
     * @param limits what a message may cost its reader
     */
    THeaderProtocol(TTransport frames, MessageLimits limits) {
        super(frames);
        this.limits = limits;
        this.inflated = new BytesInput(frames.getConfiguration());
        this.plainInner = new Inner(frames, limits);
        this.inflatedInner = new Inner(inflated, limits);
    }

    /**
     * Sets how messages look that are no replies. At first they are binary, and not compressed.
     *
     * @param protocol {@link ThriftProtocol#BINARY} or {@link ThriftProtocol#COMPACT}
     * @param compressed whether zlib compresses them. Node's servers cannot read that, and C++'s only messages of about 1 KiB
     * @throws IllegalArgumentException if it is another protocol
     */
    public void setStyle(ThriftProtocol protocol, boolean compressed) {
        if (protocol != ThriftProtocol.BINARY && protocol != ThriftProtocol.COMPACT) {
            throw new IllegalArgumentException("protocol: " + protocol + " (expected: BINARY or COMPACT)");
        }
        style = style.with(protocol, compressed);
    }

    /**
     * Sends a header before the next message, and only before that one.
     *
     * @param name its name; case matters
     * @param value its value
     */
    public void setWriteHeader(String name, String value) {
        writeHeaders.put(name, value);
    }

    /**
     * Sends these headers, and no others, before the next message, and only before that one.
     *
     * @param headers names, and a value each
     */
    public void setWriteHeaders(Map<String, String> headers) {
        writeHeaders.clear();
        writeHeaders.putAll(headers);
    }

    /**
     * The headers of the message that was read last.
     *
     * @return names, and a value each; not to be changed
     */
    public Map<String, String> readHeaders() {
        MessageHeader last = lastRead();
        return last == null ? Map.of() : last.headers();
    }

    /**
     * What stood before the message that was read last.
     *
     * @return {@code null} if there was no message
     */
    public @Nullable MessageHeader lastRead() {
        return trans_ instanceof THeaderTransport own ? own.lastRead() : read;
    }

    /**
     * Has the next reply look like a request that somebody else may have read.
     *
     * @param request what stood before the request
     * @param headers what is sent before the reply: names, and a value each
     */
    public void answer(MessageHeader request, Map<String, String> headers) {
        lastRead(request);
        setWriteHeaders(headers);
    }

    private void lastRead(MessageHeader header) {
        if (trans_ instanceof THeaderTransport own) {
            own.lastRead(header);
        } else {
            read = header;
        }
    }

    /**
     * Reads what stands before a message, and how it begins.
     *
     * @throws UnreadableMessageException if the message cannot be read, but a server can answer it
     */
    @Override
    public TMessage readMessageBegin() throws TException {
        inflated.drop();
        readBy(null);
        if (trans_ instanceof THeaderTransport own) {
            own.receive();
        }
        HeaderReader reader = reader();
        MessageHeader header;
        try {
            header = reader.read();
        } catch (UnreadableMessageException ex) {
            lastRead(ex.header());
            throw ex;
        }
        lastRead(header);
        trans_.consumeBuffer(reader.size());
        Inner inner = plainInner;
        if (header.compressed()) {
            inflate(reader.transforms(), header);
            inner = inflatedInner;
        }
        TProtocol protocol = inner.of(header.protocol());
        readBy(protocol);
        return protocol.readMessageBegin();
    }

    /** Ends the message, and gives the memory back that it was inflated to. */
    @Override
    public void readMessageEnd() throws TException {
        super.readMessageEnd();
        readBy(null);
        inflated.drop();
    }

    private HeaderReader reader() throws TTransportException {
        int length = trans_.getBytesRemainingInBuffer();
        if (length <= 0) {
            throw new TTransportException("header protocol: no frame on "
                    + trans_.getClass().getSimpleName() + " (expected: a frame, such as THeaderTransport reads)");
        }
        int from = trans_.getBufferPosition();
        return new HeaderReader(trans_.getBuffer(), from, from + length);
    }

    private void inflate(int times, MessageHeader header) throws UnreadableMessageException {
        int length = trans_.getBytesRemainingInBuffer();
        ByteBuffer message = ByteBuffer.wrap(trans_.getBuffer(), trans_.getBufferPosition(), length);
        try {
            for (int i = 0; i < times; i++) {
                message = ZlibTransform.inflate(message, limits.maxMessageSize());
            }
        } catch (DataFormatException ex) {
            throw new UnreadableMessageException(
                    TApplicationException.PROTOCOL_ERROR, header, "zlib: " + ex.getMessage(), ex);
        }
        trans_.consumeBuffer(length);
        inflated.hold(message);
    }

    @Override
    public void writeMessageBegin(TMessage message) throws TException {
        boolean reply = message.type == TMessageType.REPLY || message.type == TMessageType.EXCEPTION;
        MessageHeader request = reply ? lastRead() : null;
        MessageHeader like = request == null ? style : request;
        MessageHeader header = like.with(message.seqid, Map.copyOf(writeHeaders));
        TProtocol protocol;
        collected = null;
        if (header.compressed() || header.framedTwice()) {
            collected = new Collected(header, reply ? SMALLEST_COMPRESSED_REPLY : 0, limits);
            protocol = collected.protocol();
        } else {
            trans_.write(HeaderWriter.encode(header));
            protocol = plainInner.of(header.protocol());
        }
        writeBy(protocol);
        protocol.writeMessageBegin(message);
    }

    @Override
    public void writeMessageEnd() throws TException {
        writing().writeMessageEnd();
        writeBy(null);
        writeHeaders.clear();
        if (collected != null) {
            collected.writeTo(trans_);
            collected = null;
        }
    }

    /** Forgets what was read and written of a message that was not finished, and the headers of the next one. */
    @Override
    public void reset() {
        readBy(null);
        writeBy(null);
        collected = null;
        inflated.drop();
        writeHeaders.clear();
        plainInner.reset();
        inflatedInner.reset();
        if (trans_ instanceof THeaderTransport own) {
            own.takeBack();
        }
    }

    /** The protocols that messages are encoded in, on one transport. */
    private static final class Inner {

        private final TProtocol binary;
        private final TProtocol compact;

        Inner(TTransport transport, MessageLimits limits) {
            this.binary = ThriftProtocol.BINARY.over(transport, limits, true);
            this.compact = ThriftProtocol.COMPACT.over(transport, limits, true);
        }

        TProtocol of(ThriftProtocol protocol) {
            return protocol == ThriftProtocol.COMPACT ? compact : binary;
        }

        void reset() {
            binary.reset();
            compact.reset();
        }
    }

    /** A message that must be whole before what stands before it is known. */
    private static final class Collected {

        private final MessageHeader header;
        private final int smallestCompressed;
        private final BytesOutput message;
        private final TProtocol protocol;

        Collected(MessageHeader header, int smallestCompressed, MessageLimits limits) {
            this.header = header;
            this.smallestCompressed = smallestCompressed;
            this.message = new BytesOutput(limits.toConfiguration(), limits.maxMessageSize());
            this.protocol = header.protocol().over(message, limits, true);
        }

        TProtocol protocol() {
            return protocol;
        }

        void writeTo(TTransport frames) throws TException {
            ByteBuffer payload = message.toByteBuffer();
            boolean compressed = header.compressed() && payload.remaining() >= smallestCompressed;
            if (compressed) {
                payload = ZlibTransform.deflate(payload);
            }
            byte[] before = HeaderWriter.encode(header.with(header.protocol(), compressed));
            if (header.framedTwice()) {
                frames.write(ByteBuffer.allocate(HeaderReader.WORD)
                        .putInt(before.length + payload.remaining())
                        .array());
            }
            frames.write(before);
            frames.write(payload.array(), payload.arrayOffset() + payload.position(), payload.remaining());
        }
    }

    /** For libthrift's servers and clients; with a {@link THeaderTransport.Factory} for replies that look like their requests. */
    public static final class Factory implements TProtocolFactory {

        private static final long serialVersionUID = 1L;

        /** Messages within the limits of their frames. */
        public Factory() {}

        @Override
        public TProtocol getProtocol(TTransport transport) {
            return new THeaderProtocol(transport);
        }
    }
}
