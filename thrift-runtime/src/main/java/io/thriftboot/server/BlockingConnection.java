package io.thriftboot.server;

import io.thriftboot.transport.Sockets;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TEndpointTransport;
import org.apache.thrift.transport.TTransportException;

/** A connection as libthrift's blocking models see it: reads what has come in one piece, whatever is asked for. */
final class BlockingConnection extends TEndpointTransport implements BlockingWire {

    private static final int BUFFER_SIZE = 8 << 10;

    private final WireChannel channel;
    private final Serving serving;
    private final Connection connection;
    private final ConnectionConfiguration configuration;
    private final ByteBuffer buffer = ByteBuffer.allocate(BUFFER_SIZE).flip();

    private BlockingConnection(SocketChannel channel, Serving serving) throws IOException, TTransportException {
        super(serving.options().wireFormat().limits().toConfiguration());
        this.serving = serving;
        this.connection = serving.connections()
                .create(Sockets.peer(channel, serving.options().endpoint()));
        this.configuration = new ConnectionConfiguration(
                serving.options().wireFormat().limits(), new ConnectionProcessor(serving, connection, this));
        this.channel = WireChannel.of(channel, serving.options().tls(), new Handshake(serving, connection));
    }

    static BlockingConnection open(SocketChannel channel, Serving serving) throws IOException {
        try {
            BlockingConnection opened = new BlockingConnection(channel, serving);
            serving.connections().opened(opened.connection, opened);
            return opened;
        } catch (IOException | TTransportException | RuntimeException ex) {
            channel.close();
            throw new IOException(ex);
        }
    }

    @Override
    public int read(byte[] into, int from, int length) throws TTransportException {
        if (!buffer.hasRemaining() && length < BUFFER_SIZE) {
            int n = receive(buffer.clear());
            buffer.flip();
            if (n < 0) {
                return n;
            }
        }
        if (!buffer.hasRemaining()) {
            return receive(ByteBuffer.wrap(into, from, length));
        }
        int n = Math.min(length, buffer.remaining());
        buffer.get(into, from, n);
        return n;
    }

    private int receive(ByteBuffer into) {
        try {
            int n = channel.read(into);
            if (n > 0) {
                serving.counters().bytesReceived.add(n);
                serving.connections().received(connection);
            }
            return n;
        } catch (IOException ex) {
            logBroken(ex);
            return -1;
        }
    }

    @Override
    public void write(byte[] from, int offset, int length) throws TTransportException {
        try {
            ByteBuffer bytes = ByteBuffer.wrap(from, offset, length);
            while (bytes.hasRemaining()) {
                serving.counters().bytesSent.add(channel.write(bytes));
                connection.writing();
            }
            connection.idle();
        } catch (IOException ex) {
            logBroken(ex);
            // The type that libthrift does not log.
            throw new TTransportException(TTransportException.END_OF_FILE, ex);
        }
    }

    @Override
    public void close() {
        BlockingWire.super.close();
    }

    @Override
    public boolean isOpen() {
        return BlockingWire.super.isOpen();
    }

    @Override
    public Serving serving() {
        return serving;
    }

    @Override
    public Connection connection() {
        return connection;
    }

    @Override
    public WireChannel channel() {
        return channel;
    }

    /** While the superclass is being constructed, its own. */
    @Override
    public TConfiguration getConfiguration() {
        ConnectionConfiguration own = configuration;
        return own == null ? super.getConfiguration() : own;
    }

    @Override
    public void open() {}

    /** Nothing to do: {@link #write} holds nothing back. */
    @Override
    public void flush() {}
}
