package io.thriftboot.recording;

import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.WireFormat;
import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TIOStreamTransport;

/** A server that messages are sent to again: by a connection for each dialect, as servers that speak only one expect it. */
final class ReplayTarget implements Closeable {

    private static final int TIMEOUT_MILLIS = 20_000;

    private final InetSocketAddress address;
    private final MessageLimits limits = MessageLimits.DEFAULT;
    private final Map<Dialect, Wire> wires = new HashMap<>();

    ReplayTarget(InetSocketAddress address) {
        this.address = address;
    }

    /** Sends the message, and returns the reply as text; empty if it has none. */
    String send(Exchange exchange) throws IOException, TException {
        Wire wire = wire(exchange);
        try {
            wire.send(exchange);
            return exchange.replyExpected() ? wire.receive(exchange) : "";
        } catch (IOException | TException | RuntimeException ex) {
            wires.remove(Dialect.of(exchange));
            wire.socket().close();
            throw ex;
        }
    }

    private Wire wire(Exchange exchange) throws IOException {
        Wire open = wires.get(Dialect.of(exchange));
        if (open != null) {
            return open;
        }
        Wire opened = open(exchange);
        wires.put(Dialect.of(exchange), opened);
        return opened;
    }

    private Wire open(Exchange exchange) throws IOException {
        Socket socket = new Socket();
        try {
            socket.connect(address, TIMEOUT_MILLIS);
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.setTcpNoDelay(true);
            DataInputStream in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
            ThriftProtocol unframed = exchange.framed() ? ThriftProtocol.BINARY : exchange.protocol();
            WireFormat stream = WireFormat.DEFAULT.with(unframed, LayeredTransport.BUFFERED);
            return new Wire(socket, in, stream.input(new TIOStreamTransport(in)), limits);
        } catch (IOException ex) {
            socket.close();
            throw ex;
        } catch (TException ex) {
            socket.close();
            throw new IOException(ex);
        }
    }

    /** The text of a recorded reply. */
    String text(Exchange exchange) throws TException {
        return text(exchange.reply(), exchange.protocol(), limits);
    }

    private static String text(byte[] message, ThriftProtocol protocol, MessageLimits limits) throws TException {
        MessageInput input = MessageInput.received(ByteBuffer.wrap(message), limits);
        input.begin();
        return MessageText.read(protocol.over(input, limits, false), protocol);
    }

    @Override
    public void close() throws IOException {
        for (Wire wire : wires.values()) {
            wire.socket().close();
        }
        wires.clear();
    }

    /** What a connection speaks. */
    private record Dialect(boolean framed, ThriftProtocol protocol) {

        static Dialect of(Exchange exchange) {
            return new Dialect(exchange.framed(), exchange.protocol());
        }
    }

    /**
     * A connection.
     *
     * @param in what comes on it
     * @param unframed the same, for messages that do not say how long they are
     */
    private record Wire(Socket socket, DataInputStream in, MessageInput unframed, MessageLimits limits) {

        void send(Exchange exchange) throws IOException {
            byte[] message = exchange.request();
            int before = exchange.framed() ? Integer.BYTES : 0;
            ByteBuffer bytes = ByteBuffer.allocate(before + message.length);
            if (exchange.framed()) {
                bytes.putInt(message.length);
            }
            socket.getOutputStream().write(bytes.put(message).array());
        }

        String receive(Exchange exchange) throws IOException, TException {
            if (exchange.framed()) {
                int length = in.readInt();
                if (length < 0 || length > limits.maxMessageSize()) {
                    throw new IOException(
                            "a frame of " + length + " bytes (expected: at most " + limits.maxMessageSize() + ")");
                }
                return text(in.readNBytes(length), exchange.protocol(), limits);
            }
            if (!unframed.begin()) {
                throw new IOException("the server closed the connection (expected: a reply)");
            }
            String text = MessageText.read(exchange.protocol().over(unframed, limits, false), exchange.protocol());
            unframed.end();
            return text;
        }
    }
}
