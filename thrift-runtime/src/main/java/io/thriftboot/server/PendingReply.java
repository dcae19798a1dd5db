package io.thriftboot.server;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.MessageOutput;
import org.apache.thrift.TException;

/** A place in the order of a connection's replies: kept from the moment the request is read until its reply can leave. */
final class PendingReply {

    private final Request request;
    private final ThriftProtocol protocol;
    private final boolean framed;
    private byte[] bytes = {};
    private volatile boolean done;
    private boolean broken;

    PendingReply(Request request, ThriftProtocol protocol, boolean framed) {
        this.request = request;
        this.protocol = protocol;
        this.framed = framed;
    }

    Request request() {
        return request;
    }

    /** Writes the message, if there is one. */
    @FunctionalInterface
    interface Writing {

        void write(Codec codec, ThriftProtocol protocol) throws TException;
    }

    /** Encodes the reply in the current thread. After this it can leave. */
    void encode(Codec codec, Writing writing) {
        MessageOutput output = codec.output();
        output.clear();
        output.begin(framed);
        try {
            writing.write(codec, protocol);
            bytes = output.toBytes();
        } catch (TException | RuntimeException | Error ex) {
            codec.renew(protocol);
            broken = true;
            throw new IllegalStateException(request + ": no reply", ex);
        } finally {
            output.clear();
            done = true;
        }
    }

    boolean isDone() {
        return done;
    }

    /** Whether the connection must be closed instead of answering. */
    boolean isBroken() {
        return broken || request.isAbandoned();
    }

    /** Empty if there is none. */
    byte[] bytes() {
        return bytes;
    }

    /** Tells the handler that nobody waits any more. */
    void cancel() {
        request.cancel();
    }
}
