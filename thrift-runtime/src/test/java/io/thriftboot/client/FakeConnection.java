package io.thriftboot.client;

import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.SocketOptions;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializable;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TMemoryInputTransport;

/** The server's end of a connection: reads framed binary requests and sends whatever a test wants. */
final class FakeConnection implements AutoCloseable {

    private final SocketChannel socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();

    FakeConnection(SocketChannel socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(Channels.newInputStream(socket));
        this.out = Channels.newOutputStream(socket);
        SocketOptions.DEFAULT.applyTo(socket);
    }

    int requests() {
        return requests.get();
    }

    int sent() {
        return sent.get();
    }

    /** Waits for a request; the header of its message is what most tests need of it. */
    TMessage receive() throws IOException, TException {
        return nextRequest().readMessageBegin();
    }

    /** Waits for a request of {@code echo} and for its argument. */
    EchoRequest receiveEcho() throws IOException, TException {
        TProtocol protocol = nextRequest();
        TMessage header = protocol.readMessageBegin();
        EchoService.echo_args args = new EchoService.echo_args();
        args.read(protocol);
        return new EchoRequest(header, args.getText());
    }

    /** Waits for the first bytes of a request of any kind. */
    void readSome() throws IOException {
        in.readInt();
        requests.incrementAndGet();
    }

    /** Waits for a request over HTTP, of which only the length of its body is looked at. */
    void receivePost() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        String length = head.toString().replaceFirst("(?is).*content-length: *(\\d+).*", "$1");
        in.readNBytes(Integer.parseInt(length));
        requests.incrementAndGet();
    }

    private TProtocol nextRequest() throws IOException, TException {
        byte[] frame = in.readNBytes(in.readInt());
        requests.incrementAndGet();
        return new TBinaryProtocol(new TMemoryInputTransport(frame));
    }

    /** Answers every request of {@code echo} until the client closes the connection. */
    void serve() throws Exception {
        try {
            while (true) {
                answer(receive(), "echoed");
            }
        } catch (IOException ex) {
            // The client closed the connection.
        }
    }

    /** Waits until the client closes the connection. */
    void awaitClose() throws IOException {
        in.readAllBytes();
    }

    void answer(TMessage request, String value) throws IOException, TException {
        send(frame(request.name, TMessageType.REPLY, request.seqid, result(value)));
    }

    void answerNotExecuted(TMessage request, String why) throws IOException, TException {
        fail(request, TApplicationException.INTERNAL_ERROR, "not executed: " + why);
    }

    void fail(TMessage request, int type, String text) throws IOException, TException {
        fail(request.name, request.seqid, type, text);
    }

    void fail(String name, int seqid, int type, String text) throws IOException, TException {
        send(frame(name, TMessageType.EXCEPTION, seqid, new TApplicationException(type, text)));
    }

    void send(byte... bytes) throws IOException {
        out.write(bytes);
        out.flush();
        sent.incrementAndGet();
    }

    /** Makes the kernel answer with a reset instead of a proper end. */
    void reset() throws IOException {
        socket.setOption(StandardSocketOptions.SO_LINGER, 0);
        socket.close();
    }

    static TSerializable result(String value) {
        return new EchoService.echo_result(value);
    }

    static byte[] frame(String name, byte type, int seqid, TSerializable body) throws TException {
        byte[] message = message(name, type, seqid, body);
        return ByteBuffer.allocate(4 + message.length)
                .putInt(message.length)
                .put(message)
                .array();
    }

    static byte[] message(String name, byte type, int seqid, TSerializable body) throws TException {
        TMemoryBuffer buffer = new TMemoryBuffer(256);
        TProtocol protocol = new TBinaryProtocol(buffer);
        protocol.writeMessageBegin(new TMessage(name, type, seqid));
        body.write(protocol);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        bytes.write(buffer.getArray(), 0, buffer.length());
        return bytes.toByteArray();
    }

    record EchoRequest(TMessage header, String text) {}

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
