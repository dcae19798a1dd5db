package io.thriftboot.client;

import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TTransportException;

/** A way to a server: sends a call and receives its reply, one call at a time. */
abstract sealed class Connection permits SocketConnection, HttpConnection {

    private boolean answered;

    /** Whether it is open and silent, as it must be before a call. Costs about a microsecond. */
    abstract boolean isReady();

    /** Sends the call; it ends by the call's deadline. */
    abstract void send(EncodedCall call) throws TTransportException;

    /** Whether any part of the last call may have reached the server. */
    abstract boolean sentAny();

    /** Waits for the reply and reads it to its end. */
    abstract Reply receive(EncodedCall call) throws TException;

    abstract void close();

    /** Whether the peer was ever understood. */
    boolean answered() {
        return answered;
    }

    final Reply readReply(TProtocol protocol, EncodedCall call) throws TException {
        Reply reply = Reply.read(protocol, call);
        answered = true;
        return reply;
    }
}
