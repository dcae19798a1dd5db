package io.thriftboot.server;

import io.thriftboot.Deadline;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftContext;
import io.thriftboot.protocol.MessageHeader;
import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.transport.PeerText;
import java.security.Principal;
import java.util.Map;
import java.util.Objects;
import java.util.function.BiConsumer;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A message that has been read: a call that can be executed, or a refusal. It is answered once. */
final class Request {

    private static final Logger logger = LoggerFactory.getLogger(ThriftProcessor.class);

    static final String NOT_EXECUTED = "not executed: ";

    private final @Nullable Route route;
    private final @Nullable TBase<?, ?> args;
    private final String name;
    private final int seqid;
    private final boolean replyExpected;
    private final @Nullable AccessEntry accessEntry;
    private @Nullable TApplicationException refusal;
    private @Nullable MessageHeader header;
    private Deadline deadline = Deadline.NONE;
    private boolean wholeRead;
    private @Nullable RecordedRequest recorded;
    private volatile @Nullable ThriftContext context;
    private volatile boolean cancelled;

    /** The thread to interrupt, while a handler runs in it. Guarded by this. */
    private @Nullable Thread interruptible;

    private volatile boolean interrupted;

    /**
     * A message of which the header has been read.
     *
     * @param route where the call goes, {@code null} if there is no such method
     * @param accessEntry what is logged of it, {@code null} if nothing is
     */
    Request(TMessage message, @Nullable Route route, @Nullable AccessEntry accessEntry) {
        this.route = route;
        this.accessEntry = accessEntry;
        this.args = route == null ? null : route.method().newArgs();
        this.name = route == null
                ? Routes.shown(Routes.bareName(message.name))
                : route.method().name();
        this.seqid = message.seqid;
        this.replyExpected = message.type != TMessageType.ONEWAY
                && (route == null || !route.method().isOneway());
    }

    /** The protocol that has read the message may have read something before it. */
    void precededBy(TProtocol in) {
        if (in instanceof THeaderProtocol headed) {
            header = headed.lastRead();
        }
    }

    void precededBy(MessageHeader before) {
        header = before;
    }

    /** What came with the message; {@code null} if nothing can travel with it, nor with its reply. */
    @Nullable
    Map<String, String> headers(MessageScope scope) {
        return header == null ? scope.headers() : header.headers();
    }

    /** When nobody waits any more. */
    void endsBy(Deadline end) {
        deadline = end;
    }

    /** Refuses a call that nobody waits for any more. */
    void refuseIfLate(MessageScope scope) {
        if (refusal == null && deadline.isExpired()) {
            scope.deadlineExceeded();
            doNotExecute(NotExecuted.DEADLINE, scope);
        }
    }

    /** Has the reply look like the request. */
    void prepare(TProtocol out) {
        if (header != null && out instanceof THeaderProtocol headed) {
            ThriftContext own = context;
            headed.answer(header, own == null ? Map.of() : own.responseHeaders());
        }
    }

    /** From now on the request is not a call: this is its answer. */
    void refuse(int type, String text) {
        refusal = new Refusal(type, text);
    }

    /** An answer that is sent. There are the more of these the less there is time for, so that none has a trace. */
    private static final class Refusal extends TApplicationException {

        private static final long serialVersionUID = 1;

        Refusal(int type, String text) {
            super(type, text);
        }

        @Override
        public Throwable fillInStackTrace() {
            return this;
        }
    }

    /** Refuses a call that would be executed at another time, or by another server. */
    void doNotExecute(NotExecuted reason, MessageScope scope) {
        scope.notExecuted(reason);
        refuse(TApplicationException.INTERNAL_ERROR, NOT_EXECUTED + reason.text());
    }

    Request read(boolean toItsEnd) {
        wholeRead = toItsEnd;
        return this;
    }

    /** Has the message recorded with its reply. */
    void recordedAs(@Nullable RecordedRequest request) {
        recorded = request;
    }

    private void record(Reply reply) {
        if (recorded != null) {
            recorded.answered(isAbandoned() ? new byte[0] : reply.toByteArray(), replyExpected);
        }
    }

    /** Whether the message was read to its end, so that another may follow it without a frame. */
    boolean isWholeRead() {
        return wholeRead;
    }

    /** Whether the handler has given the request up: there is no reply, and nothing after it. */
    boolean isAbandoned() {
        ThriftContext own = context;
        return own != null && own.isAbandoned();
    }

    /** Whether a handler is to be called. */
    boolean isCall() {
        return refusal == null;
    }

    @Nullable
    AccessEntry accessEntry() {
        return accessEntry;
    }

    boolean isReplyExpected() {
        return replyExpected;
    }

    /** Where the call goes. Refusals go nowhere. */
    Route route() {
        return Objects.requireNonNull(route);
    }

    TBase<?, ?> args() {
        return Objects.requireNonNull(args);
    }

    /** Nobody waits for the reply any more: the handler is told, now or when it begins. */
    void cancel() {
        cancelled = true;
        ThriftContext own = context;
        if (own != null) {
            own.cancel();
        }
        interrupt();
    }

    private synchronized void interrupt() {
        Thread running = interruptible;
        if (running != null && !interrupted) {
            interrupted = true;
            running.interrupt();
        }
    }

    /** From now on the current thread may be interrupted, until {@link #endInterruptible}. */
    private void beginInterruptible() {
        synchronized (this) {
            interruptible = Thread.currentThread();
        }
        if (cancelled) {
            interrupt();
        }
    }

    /** No interrupt comes after this, and none is left: the thread goes on with something else. */
    private synchronized void endInterruptible() {
        interruptible = null;
        if (interrupted) {
            Thread.interrupted();
        }
    }

    /** Executes the call, if it is one, in this thread, and writes the one reply, if there is one. */
    void answer(TProtocol out, MessageScope scope) throws TException {
        Reply reply = reply(out);
        refuseIfLate(scope);
        if (refusal != null) {
            reply.exception(refusal);
            record(reply);
            if (accessEntry != null) {
                accessEntry.refused(this, refusal, reply.size());
            }
            return;
        }
        boolean failed = true;
        ThriftContext own = begin(scope);
        try {
            Outcome outcome = scope.interruptsCancelled() ? callInterruptibly(own) : call(own);
            failed = !write(outcome, reply);
        } finally {
            scope.callEnds(failed);
        }
    }

    private Reply reply(TProtocol out) {
        return new Reply(out, this, name, seqid, replyExpected);
    }

    private ThriftContext begin(MessageScope scope) {
        Map<String, String> headers = headers(scope);
        ThriftContext own = new ThriftContext(
                scope.peer(), seqid, deadline, headers == null ? Map.of() : headers, scope.peerGone());
        own.method(route().method());
        route().origins().prepare(own, route().method(), args(), headers != null);
        Principal client = scope.principal();
        if (client != null) {
            own.authenticated(client);
        }
        context = own;
        if (cancelled) {
            own.cancel();
        }
        if (accessEntry != null) {
            accessEntry.begins(args());
        }
        scope.callBegins(own);
        return own;
    }

    private Outcome callInterruptibly(ThriftContext own) {
        beginInterruptible();
        try {
            return call(own);
        } finally {
            endInterruptible();
        }
    }

    private Outcome call(ThriftContext own) {
        try {
            return new Outcome(route().call(args(), own), null);
        } catch (TApplicationException | UndeclaredException ex) {
            return new Outcome(null, ex);
        }
    }

    /**
     * What a call ended with.
     *
     * @param result the struct that is sent, {@code null} if oneway or failed
     * @param failure a {@link TApplicationException} that is sent, or what the peer must not see
     */
    record Outcome(@Nullable TBase<?, ?> result, @Nullable Exception failure) {}

    /**
     * Has the call begin in this thread.
     *
     * @param end called once, from any thread, perhaps before this returns; its work is to write the outcome and then to call
     *     {@link MessageScope#callEnds}
     */
    void start(MessageScope scope, BiConsumer<Request, Outcome> end) {
        route().start(args(), begin(scope), outcome -> end.accept(this, outcome));
    }

    /** Writes the reply. Returns whether the client gets, or would have got, a result or a declared exception. */
    boolean write(Outcome outcome, TProtocol out) throws TException {
        return write(outcome, reply(out));
    }

    private boolean write(Outcome outcome, Reply reply) throws TException {
        boolean succeeded = !isAbandoned() && writeUnlogged(outcome, reply);
        record(reply);
        if (accessEntry != null) {
            accessEntry.ended(this, outcome, succeeded, reply.size());
        }
        return succeeded;
    }

    private boolean writeUnlogged(Outcome outcome, Reply reply) throws TException {
        Exception failure = outcome.failure();
        if (failure == null) {
            return outcome.result() == null || encoded(outcome.result(), reply);
        }
        if (failure instanceof TApplicationException answer) {
            reply.exception(answer);
        } else {
            log("failed", failure instanceof UndeclaredException undeclared ? undeclared.thrown() : failure);
            reply.exception(TApplicationException.INTERNAL_ERROR, internalError());
        }
        return false;
    }

    private boolean encoded(TBase<?, ?> result, Reply reply) throws TException {
        try {
            reply.result(result);
            return true;
        } catch (TException | RuntimeException | StackOverflowError ex) {
            RequestDecoder.throwIfDisconnected(ex);
            reply.takeBack(ex);
            log("returned a result that does not encode", ex);
            reply.exception(TApplicationException.INTERNAL_ERROR, internalError());
            return false;
        }
    }

    /** What the client gets to see. The id leads its operator to what is logged here. */
    private String internalError() {
        ThriftContext own = context;
        String id = own == null ? null : own.transactionId();
        return "internal error in " + this + (id == null ? "" : " (transaction " + id + ")");
    }

    private void log(String what, Throwable thrown) {
        if (interrupted) {
            BestEffortLog.write(() -> logger.debug(
                    "{} {} (interrupted, since its client has gone away)", this, what, PeerText.logged(thrown)));
            return;
        }
        ThriftContext own = Objects.requireNonNull(context);
        ContextLog.run(
                own, () -> logger.error("{} {} ({})", this, what, ContextLog.describe(own), PeerText.logged(thrown)));
    }

    /** What surrounds the call, {@code null} before it begins. */
    @Nullable
    ThriftContext context() {
        return context;
    }

    /** The method that is asked for, {@code null} if there is none of that name. */
    @Nullable
    MethodDescriptor method() {
        return route == null ? null : route.method();
    }

    /** The method's name, without its service. */
    String name() {
        return name;
    }

    /** The method, as messages name it. */
    @Override
    public String toString() {
        MethodDescriptor method = method();
        return method == null ? name : method.toString();
    }
}
