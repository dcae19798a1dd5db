package io.thriftboot.server;

import io.thriftboot.transport.MessageOutput;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializable;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;

/** The one reply of a request, or none where the request has none: it is sent whole or not at all. */
final class Reply {

    private final TProtocol out;
    private final Request request;
    private final String name;
    private final int seqid;
    private final boolean expected;

    Reply(TProtocol out, Request request, String name, int seqid, boolean expected) {
        this.out = out;
        this.request = request;
        this.name = name;
        this.seqid = seqid;
        this.expected = expected;
    }

    void result(TSerializable result) throws TException {
        write(TMessageType.REPLY, result);
    }

    void exception(int type, String text) throws TException {
        exception(new TApplicationException(type, text));
    }

    void exception(TApplicationException exception) throws TException {
        write(TMessageType.EXCEPTION, exception);
    }

    private void write(byte type, TSerializable content) throws TException {
        if (expected) {
            request.prepare(out);
            out.writeMessageBegin(new TMessage(name, type, seqid));
            content.write(out);
            out.writeMessageEnd();
            out.getTransport().flush();
        }
    }

    /** How many bytes are written, 0 where nothing is or nobody knows. */
    int size() {
        return out.getTransport() instanceof MessageOutput message ? message.size() : 0;
    }

    /** A copy of what is written, empty where nothing is or nobody knows. */
    byte[] toByteArray() {
        return out.getTransport() instanceof MessageOutput message ? message.toByteArray() : new byte[0];
    }

    /** Takes back what is written of a result that does not encode. Where it cannot be taken back, this fails. */
    void takeBack(Throwable cause) throws TException {
        if (!(out.getTransport() instanceof MessageOutput message)) {
            throw new TException("reply to " + name + ": half written, and out of reach", cause);
        }
        message.reset();
        out.reset();
    }
}
