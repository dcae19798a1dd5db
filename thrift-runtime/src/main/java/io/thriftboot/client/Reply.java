package io.thriftboot.client;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.transport.PeerText;
import java.util.Objects;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.jspecify.annotations.Nullable;

/** What a server answered: a result struct or an exception that the IDL does not declare. */
sealed interface Reply {

    /** Of what a server says of its failure, so many characters are shown. */
    int LONGEST_TEXT = 500;

    /**
     * Reads the reply to a call to its end.
     *
     * @throws TApplicationException if the message is no reply, or that of another call
     * @throws TException if it cannot be read
     */
    static Reply read(TProtocol protocol, EncodedCall call) throws TException {
        TMessage header = protocol.readMessageBegin();
        call.check(header);
        if (protocol instanceof THeaderProtocol headed) {
            call.context().received(headed.readHeaders());
        }
        Reply reply = header.type == TMessageType.EXCEPTION
                ? new Failure(shown(TApplicationException.readFrom(protocol)))
                : readResult(protocol, call.method());
        protocol.readMessageEnd();
        return reply;
    }

    /** What a server says in words is read by people, where it is logged. */
    private static TApplicationException shown(TApplicationException answer) {
        String text = answer.getMessage();
        String shown = text == null ? null : PeerText.shown(text, LONGEST_TEXT);
        return Objects.equals(text, shown) ? answer : new TApplicationException(answer.getType(), shown);
    }

    private static Reply readResult(TProtocol protocol, MethodDescriptor method) throws TException {
        TBase<?, ?> struct = method.newResult();
        struct.read(protocol);
        return new Result(method, struct);
    }

    /** What the caller gets: the value, or the exception that the server answered with. */
    @Nullable
    Object value() throws TException;

    /** The value or the declared exception. */
    record Result(MethodDescriptor method, TBase<?, ?> struct) implements Reply {

        @Override
        public @Nullable Object value() throws TException {
            return method.valueOf(struct);
        }
    }

    /** The server could not do what it was asked to. */
    record Failure(TApplicationException exception) implements Reply {

        @Override
        public @Nullable Object value() throws TException {
            throw exception;
        }
    }
}
