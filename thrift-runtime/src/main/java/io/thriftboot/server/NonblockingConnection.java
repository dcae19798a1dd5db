package io.thriftboot.server;

import io.thriftboot.transport.BadFrameException;
import io.thriftboot.transport.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TNonblockingTransport;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A connection as libthrift's non-blocking models see it. They read the four bytes of a frame's length into a buffer of four
 * bytes and then the frame into a larger one, and write a reply from one buffer: so this knows what the connection is doing.
 */
final class NonblockingConnection extends TNonblockingTransport implements Connection.Wire {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServer.class);
    private static final int HEADER_SIZE = 4;

    private final SocketChannel channel;
    private final Serving serving;
    private final Connection connection;
    private final ConnectionConfiguration configuration;
    /** The length of the next frame, as far as it has arrived. */
    private final ByteBuffer header = ByteBuffer.allocate(HEADER_SIZE);

    private @Nullable LargeFrame largeFrame;
    private boolean inputEnded;

    private NonblockingConnection(SocketChannel channel, Serving serving) throws IOException, TTransportException {
        super(serving.options().wireFormat().limits().toConfiguration());
        this.channel = channel;
        this.serving = serving;
        this.connection = serving.connections()
                .create(Sockets.peer(channel, serving.options().endpoint()));
        this.configuration = new ConnectionConfiguration(
                serving.options().wireFormat().limits(), new ConnectionProcessor(serving, connection, this));
        channel.configureBlocking(false);
    }

    static NonblockingConnection open(SocketChannel channel, Serving serving) throws IOException {
        try {
            NonblockingConnection opened = new NonblockingConnection(channel, serving);
            serving.connections().opened(opened.connection, opened);
            return opened;
        } catch (IOException | TTransportException | RuntimeException ex) {
            channel.close();
            throw new IOException(ex);
        }
    }

    @Override
    public SelectionKey registerSelector(Selector target, int interests) throws IOException {
        connection.served();
        return channel.register(target, interests);
    }

    @Override
    public synchronized int read(ByteBuffer buffer) {
        if (inputEnded) {
            return -1;
        }
        try {
            return buffer.capacity() == HEADER_SIZE ? readHeader(buffer) : readFrame(buffer);
        } catch (BadFrameException ex) {
            serving.counters().protocolErrors.increment(ProtocolError.NO_MESSAGE);
            serving.peerLog().warn("{} {}: {}", serving.options().name(), connection.peer(), ex.getMessage());
        } catch (IOException ex) {
            logger.debug("{} {}: {}", serving.options().name(), connection.peer(), ex.getMessage());
        }
        return -1;
    }

    /** Gives libthrift the length when it may ask for the frame: of a large one when all of it is here. */
    private int readHeader(ByteBuffer buffer) throws IOException, BadFrameException {
        int n = header.hasRemaining() ? channel.read(header) : 0;
        received(n);
        if (n < 0 || header.hasRemaining()) {
            return n;
        }
        int length = header.getInt(0);
        BadFrameException.check(length, getMaxFrameSize());
        if (length > LargeFrame.THRESHOLD) {
            if (largeFrame == null) {
                largeFrame = new LargeFrame(length);
            }
            int m = largeFrame.receive(channel);
            received(m);
            if (m < 0 || !largeFrame.isWhole()) {
                return m;
            }
        }
        buffer.put(header.flip());
        header.clear();
        return HEADER_SIZE;
    }

    private int readFrame(ByteBuffer buffer) throws IOException {
        int n = 0;
        if (largeFrame == null) {
            n = channel.read(buffer);
            received(n);
        } else {
            largeFrame.moveTo(buffer);
            largeFrame = null;
        }
        if (!buffer.hasRemaining()) {
            connection.calling();
        }
        return n;
    }

    private void received(int n) {
        if (n > 0) {
            serving.counters().bytesReceived.add(n);
            serving.connections().received(connection);
        }
    }

    @Override
    public int write(ByteBuffer buffer) {
        try {
            int n = channel.write(buffer);
            serving.counters().bytesSent.add(n);
            if (!buffer.hasRemaining()) {
                connection.idle();
            } else if (n > 0) {
                connection.writing();
            }
            return n;
        } catch (IOException ex) {
            logger.debug("{} {}: {}", serving.options().name(), connection.peer(), ex.getMessage());
            return -1;
        }
    }

    /** A frame has at least one byte, so that the selector still finds something to read after its length. */
    @Override
    public synchronized void endIfQuiet() {
        try {
            int n = channel.read(header);
            received(n);
            if (n > 0) {
                return;
            }
        } catch (IOException ex) {
            logger.debug("{} {}: {}", serving.options().name(), connection.peer(), ex.getMessage());
        }
        if (connection.ending()) {
            breakOff();
        }
    }

    /**
     * The selector's thread then reads the end of the input. To close the channel here would cancel its key, and libthrift's
     * selector thread dies of a key that is cancelled while it looks at it.
     */
    @Override
    public synchronized void endInput() {
        inputEnded = true;
        try {
            channel.shutdownInput();
        } catch (IOException ex) {
            logger.debug("{} {}: {}", serving.options().name(), connection.peer(), ex.getMessage());
        }
    }

    @Override
    public void breakOff() {
        endInput();
        try {
            channel.shutdownOutput();
        } catch (IOException ex) {
            logger.debug("{} {}: {}", serving.options().name(), connection.peer(), ex.getMessage());
        }
    }

    @Override
    public void close() {
        try {
            channel.close();
        } catch (IOException ex) {
            logger.debug("{} {}: {}", serving.options().name(), connection.peer(), ex.getMessage());
        }
        serving.connections().closed(connection);
    }

    /** While the superclass is being constructed, its own. */
    @Override
    public TConfiguration getConfiguration() {
        return configuration == null ? super.getConfiguration() : configuration;
    }

    @Override
    public boolean startConnect() {
        throw new UnsupportedOperationException("connect: on an accepted connection (expected: no call)");
    }

    @Override
    public boolean finishConnect() {
        return startConnect();
    }

    @Override
    public void open() {}

    /** Nothing to do: {@link #write(ByteBuffer)} holds nothing back. */
    @Override
    public void flush() {}

    @Override
    public int read(byte[] into, int from, int length) {
        return read(ByteBuffer.wrap(into, from, length));
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        write(ByteBuffer.wrap(from, offset, length));
    }

    @Override
    public boolean isOpen() {
        return channel.isOpen();
    }
}
