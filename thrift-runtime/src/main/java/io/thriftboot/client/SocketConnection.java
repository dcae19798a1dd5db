package io.thriftboot.client;

import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.WireFormat;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** An open connection on which messages follow each other. */
final class SocketConnection extends Connection {

    private final ClientSocket socket;
    private final TTransport stream;
    private final MessageInput input;
    private final TProtocol protocol;
    private boolean inStep = true;

    SocketConnection(ClientSocket socket, WireFormat format) {
        this.socket = socket;
        this.stream = format.over(socket);
        this.input = format.input(stream);
        this.protocol = format.protocolOver(input);
    }

    @Override
    boolean isReady() {
        return inStep && input.getBytesRemainingInBuffer() == 0 && socket.isQuiet();
    }

    @Override
    void send(EncodedCall call) throws TTransportException {
        socket.begin(call.deadline());
        call.message().sendTo(stream);
    }

    @Override
    boolean sentAny() {
        return socket.sentAny();
    }

    @Override
    Reply receive(EncodedCall call) throws TException {
        if (!input.begin()) {
            throw new TTransportException(
                    TTransportException.END_OF_FILE, "the peer closed the connection without a reply");
        }
        Reply reply = readReply(protocol, call);
        inStep = input.end() == 0;
        return reply;
    }

    @Override
    void close() {
        stream.close();
    }
}
