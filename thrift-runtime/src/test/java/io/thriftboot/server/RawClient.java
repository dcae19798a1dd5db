package io.thriftboot.server;

import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.WireFormat;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.Socket;
import java.util.HexFormat;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializable;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.layered.TFramedTransport;

/** Sends whatever bytes a test wants and reads the replies one by one. */
final class RawClient implements AutoCloseable {

    final Socket socket;
    private final WireFormat format;
    private final TTransport wire;
    private final TProtocol in;

    RawClient(TestServer server) throws Exception {
        this.format = server.setup.format();
        this.socket = server.socket();
        this.wire = format.over(new TIOStreamTransport(socket.getInputStream(), socket.getOutputStream()));
        this.in = format.protocolOver(format.transport().isFramed() ? new TFramedTransport(wire) : wire);
    }

    /** The bytes of a message, with the frame's length where there are frames. */
    byte[] message(String name, byte type, int seqid, TSerializable args) throws TException {
        return message(format, name, type, seqid, args);
    }

    static byte[] message(WireFormat format, String name, byte type, int seqid, TSerializable args) throws TException {
        MessageOutput output = format.output();
        TProtocol out = format.protocolOver(output);
        out.writeMessageBegin(new TMessage(name, type, seqid));
        args.write(out);
        out.writeMessageEnd();
        return bytesOf(output);
    }

    byte[] call(String name, int seqid, TSerializable args) throws TException {
        return message(name, TMessageType.CALL, seqid, args);
    }

    static byte[] bytesOf(MessageOutput output) throws TException {
        var bytes = new java.io.ByteArrayOutputStream();
        output.sendTo(new TIOStreamTransport(bytes));
        return bytes.toByteArray();
    }

    /** In one write, compressed where the transport is. */
    RawClient send(byte[]... parts) throws IOException, TException {
        var all = new java.io.ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.write(part);
        }
        wire.write(all.toByteArray());
        wire.flush();
        return this;
    }

    RawClient sendHex(String hex) throws IOException, TException {
        return send(HexFormat.of().parseHex(hex.replace(" ", "")));
    }

    /** The next reply; its body goes into the struct. */
    TMessage receive(TSerializable body) throws TException {
        TMessage message = in.readMessageBegin();
        body.read(in);
        in.readMessageEnd();
        return message;
    }

    /** The next reply; its body goes into what is chosen by its type. */
    TMessage receive(java.util.function.IntFunction<TSerializable> bodies) throws TException {
        TMessage message = in.readMessageBegin();
        bodies.apply(message.type).read(in);
        in.readMessageEnd();
        return message;
    }

    TApplicationException receiveException(int seqid) throws TException {
        TMessage message = in.readMessageBegin();
        if (message.type != TMessageType.EXCEPTION || message.seqid != seqid) {
            throw new AssertionError("expected an exception to " + seqid + ", but was " + message);
        }
        TApplicationException exception = TApplicationException.readFrom(in);
        in.readMessageEnd();
        return exception;
    }

    /** Whether the server has closed the connection without sending anything more. */
    boolean isClosedByServer() throws IOException {
        try {
            return new DataInputStream(socket.getInputStream()).read() < 0;
        } catch (java.net.SocketException reset) {
            return true;
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
