package io.thriftboot.client;

import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.WireFormat;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** An open connection to a server: sends a call and receives its reply, one call at a time. */
final class Connection {

    private final ClientSocket socket;
    private final TTransport stream;
    private final MessageInput input;
    private final TProtocol protocol;
    private boolean inStep = true;
    private boolean answered;

    Connection(ClientSocket socket, WireFormat format) {
        this.socket = socket;
        this.stream = format.over(socket);
        this.input = format.input(stream);
        this.protocol = format.protocolOver(input);
    }

    /** Whether it is open and silent, as it must be before a call. Costs about a microsecond. */
    boolean isReady() {
        return inStep && input.getBytesRemainingInBuffer() == 0 && socket.isQuiet();
    }

    void send(EncodedCall call) throws TTransportException {
        socket.begin(call.deadline());
        call.message().sendTo(stream);
    }

    /** Whether any part of the last call may have reached the server. */
    boolean sentAny() {
        return socket.sentAny();
    }

    /** Whether the peer was ever understood. */
    boolean answered() {
        return answered;
    }

    /** Waits for the reply and reads it to its end. */
    Reply receive(EncodedCall call) throws TException {
        if (!input.begin()) {
            throw new TTransportException(
                    TTransportException.END_OF_FILE, "the peer closed the connection without a reply");
        }
        TMessage header = protocol.readMessageBegin();
        call.check(header);
        answered = true;
        Reply reply = header.type == TMessageType.EXCEPTION ? readFailure() : readResult(call);
        protocol.readMessageEnd();
        inStep = input.end() == 0;
        return reply;
    }

    private Reply readFailure() throws TException {
        return new Reply.Failure(TApplicationException.readFrom(protocol));
    }

    private Reply readResult(EncodedCall call) throws TException {
        TBase<?, ?> struct = call.method().newResult();
        struct.read(protocol);
        return new Reply.Result(call.method(), struct);
    }

    void close() {
        stream.close();
    }
}
