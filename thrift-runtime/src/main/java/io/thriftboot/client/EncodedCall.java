package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftContext;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.PeerText;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.jspecify.annotations.Nullable;

/**
 * A call as it is sent.
 *
 * @param method what is called
 * @param wireName the name in the message, with the service's name before it if multiplexed
 * @param seqid unlike that of any other call of the channel
 * @param context what surrounds the call
 * @param message the bytes
 * @param tried the endpoints that other attempts are to avoid, which go on at the same time; {@code null} if there are none
 */
record EncodedCall(
        MethodDescriptor method,
        String wireName,
        int seqid,
        ThriftContext context,
        MessageOutput message,
        @Nullable Set<Endpoint> tried) {

    /** Of the name in a reply that is not this call's, so much is shown. */
    private static final int LONGEST_NAME = 100;

    /** The same call, of which several attempts may go on at the same time. */
    EncodedCall hedged() {
        return new EncodedCall(method, wireName, seqid, context, message, ConcurrentHashMap.newKeySet());
    }

    /** When the call is over. */
    Deadline deadline() {
        return context.deadline();
    }

    /** Makes sure that a message is the reply to this call and to no other. */
    void check(TMessage reply) throws TApplicationException {
        if (reply.type != TMessageType.REPLY && reply.type != TMessageType.EXCEPTION) {
            throw mismatch(TApplicationException.INVALID_MESSAGE_TYPE, "type " + reply.type, "2 or 3");
        }
        if (reply.seqid != seqid) {
            throw mismatch(TApplicationException.BAD_SEQUENCE_ID, "sequence id " + reply.seqid, "" + seqid);
        }
        if (!isNamedAlike(reply)) {
            String name = PeerText.shown(reply.name, LONGEST_NAME);
            throw mismatch(TApplicationException.WRONG_METHOD_NAME, "method name " + name, method.name());
        }
    }

    /** Exceptions of servers that could not read the request's name may carry none. */
    private boolean isNamedAlike(TMessage reply) {
        return reply.name.equals(method.name())
                || reply.name.equals(wireName)
                || (reply.name.isEmpty() && reply.type == TMessageType.EXCEPTION);
    }

    private static TApplicationException mismatch(int type, String found, String expected) {
        return new TApplicationException(type, "reply with " + found + " (expected: " + expected + ")");
    }
}
