package io.thriftboot.server;

import io.thriftboot.protocol.UnreadableMessageException;
import io.thriftboot.recording.Recorder;
import java.io.IOException;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads messages: finds the method that each asks for and decodes the arguments, or finds out why it is not executed. */
final class RequestDecoder {

    private static final Logger logger = LoggerFactory.getLogger(ThriftProcessor.class);

    private final Routes routes;
    private final @Nullable AccessLog accessLog;
    private final @Nullable Recorder recorder;
    private final RateLimitedLog peerLog = new RateLimitedLog(logger);
    private final ClientTimeout clientTimeout = new ClientTimeout(new RateLimitedLog(logger));

    RequestDecoder(Routes routes, @Nullable AccessLog accessLog, @Nullable Recorder recorder) {
        this.routes = routes;
        this.accessLog = accessLog;
        this.recorder = recorder;
    }

    /**
     * Reads a message, and finds out what is to be done about it.
     *
     * @throws TException if nothing can be answered: the connection failed, or this is no message
     */
    Request read(TProtocol in, MessageScope scope) throws TException {
        TMessage message;
        try {
            message = in.readMessageBegin();
        } catch (UnreadableMessageException ex) {
            scope.unreadable(String.valueOf(ex.getMessage()));
            Request request = unreadable(ex, scope);
            request.refuse(ex.applicationType(), String.valueOf(ex.getMessage()));
            return request;
        }
        Request request = begin(message, scope);
        request.precededBy(in);
        request.endsBy(clientTimeout.of(request.headers(scope), scope));
        request.read(request.isCall() ? readArguments(in, request, scope) : skip(in));
        if (request.isWholeRead()) {
            request.recordedAs(RecordedRequest.of(recorder, in, scope));
        }
        AccessEntry entry = request.accessEntry();
        if (entry != null) {
            entry.received(in);
        }
        return request;
    }

    private boolean readArguments(TProtocol in, Request request, MessageScope scope) throws TException {
        try {
            request.args().read(in);
            in.readMessageEnd();
            return true;
        } catch (TException | RuntimeException | StackOverflowError ex) {
            throwIfDisconnected(ex);
            scope.protocolError(ProtocolError.ARGUMENTS);
            peerLog.warn("{} sent arguments of {} that do not decode: {}", scope.peer(), request, ex.getClass());
            request.refuse(TApplicationException.PROTOCOL_ERROR, "arguments of " + request + ": do not decode");
            return false;
        }
    }

    /** All that is known of it is what stands before it. */
    private Request unreadable(UnreadableMessageException message, MessageScope scope) {
        int seqid = message.header().seqid();
        Request request =
                new Request(new TMessage("", TMessageType.CALL, seqid), null, AccessLog.begin(accessLog, seqid, scope));
        request.precededBy(message.header());
        return request.read(false);
    }

    private Request begin(TMessage message, MessageScope scope) throws TException {
        Route route = route(message);
        Request request = new Request(message, route, AccessLog.begin(accessLog, message.seqid, scope));
        scope.messageBegins(request.isReplyExpected());
        if (message.type != TMessageType.CALL && message.type != TMessageType.ONEWAY) {
            scope.protocolError(ProtocolError.MESSAGE_TYPE);
            request.refuse(TApplicationException.INVALID_MESSAGE_TYPE, "message type: " + message.type);
        } else if (route == null) {
            String asked = Routes.shown(message.name);
            peerLog.warn("{} asked for {} (expected: one of {})", scope.peer(), asked, routes);
            scope.protocolError(ProtocolError.UNKNOWN_METHOD);
            request.refuse(TApplicationException.UNKNOWN_METHOD, "unknown method: " + asked);
        } else {
            NotExecuted refusal = scope.refusal();
            if (refusal != null) {
                request.doNotExecute(refusal, scope);
            }
        }
        return request;
    }

    /** Who answers answers may do so for ever. */
    private @Nullable Route route(TMessage message) throws TProtocolException {
        if (message.type == TMessageType.REPLY || message.type == TMessageType.EXCEPTION) {
            throw new TProtocolException(TProtocolException.INVALID_DATA, "message: a reply (expected: a call)");
        }
        return routes.find(message.name);
    }

    private static boolean skip(TProtocol in) throws TException {
        try {
            TProtocolUtil.skip(in, TType.STRUCT);
            in.readMessageEnd();
            return true;
        } catch (TException | RuntimeException ex) {
            throwIfDisconnected(ex);
            return false;
        }
    }

    /**
     * Reads the beginning of a message that is not received whole. It is to be refused.
     *
     * @throws TException if this is no message
     */
    Request readBeginning(TProtocol in, MessageScope scope) throws TException {
        TMessage message;
        try {
            message = in.readMessageBegin();
        } catch (UnreadableMessageException ex) {
            return unreadable(ex, scope);
        }
        Request request = new Request(message, route(message), AccessLog.begin(accessLog, message.seqid, scope));
        request.precededBy(in);
        scope.messageBegins(request.isReplyExpected());
        AccessEntry entry = request.accessEntry();
        if (entry != null) {
            entry.received(in);
        }
        return request.read(false);
    }

    /** A failed connection is not the message's fault. */
    static void throwIfDisconnected(Throwable thrown) throws TTransportException {
        if (thrown instanceof TTransportException ex
                && (ex.getCause() instanceof IOException
                        || ex.getType() == TTransportException.END_OF_FILE
                        || ex.getType() == TTransportException.NOT_OPEN
                        || ex.getType() == TTransportException.TIMED_OUT)) {
            throw ex;
        }
    }
}
