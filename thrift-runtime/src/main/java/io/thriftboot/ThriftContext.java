package io.thriftboot;

import java.net.SocketAddress;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What surrounds a call beside its arguments: the other side, the message's sequence id, the deadline, and attributes that
 * interceptors leave for each other and for the handler.
 *
 * @since 0.1
 */
public final class ThriftContext {

    /** Where the MDC has the {@link #transactionId()} while the context is the current one: {@value}. */
    public static final String TRANSACTION_ID_KEY = "transactionId";

    private final @Nullable SocketAddress peer;
    private final int seqid;
    private final Deadline deadline;
    private final BooleanSupplier peerGone;
    private @Nullable MethodDescriptor method;

    // Each write of a volatile field costs as much as making the object: those that most calls have no use for begin as
    // null.
    private volatile @Nullable Map<String, String> requestHeaders;
    private volatile @Nullable Map<String, String> responseHeaders;
    private volatile @Nullable HandedOn handedOn;
    private volatile @Nullable Map<String, Object> attributes;
    private volatile boolean cancelled;
    private volatile boolean abandoned;
    private volatile @Nullable Principal principal;

    /**
     * A context without attributes and headers.
     *
     * @param peer the address of the other side, {@code null} if it is not known (yet)
     * @param seqid the sequence id of the request; 0 on a client, where connections number their messages
     * @param deadline when the call is over
     */
    public ThriftContext(@Nullable SocketAddress peer, int seqid, Deadline deadline) {
        this(peer, seqid, deadline, Map.of(), () -> false);
    }

    /**
     * A context without attributes, for use by servers.
     *
     * @param peer the address of the other side, {@code null} if it is not known
     * @param seqid the sequence id of the request
     * @param deadline when the call is over
     * @param requestHeaders names and values that came with the request; not to be changed afterwards
     * @param peerGone looks whether the other side has gone away; asked by {@link #isCancelled()} until it says so
     */
    public ThriftContext(
            @Nullable SocketAddress peer,
            int seqid,
            Deadline deadline,
            Map<String, String> requestHeaders,
            BooleanSupplier peerGone) {
        this.peerGone = peerGone;
        this.peer = peer;
        this.seqid = seqid;
        this.deadline = deadline;
        if (!requestHeaders.isEmpty()) {
            this.requestHeaders = MessageHeaders.of(requestHeaders);
        }
    }

    /**
     * The context of the request that the current thread handles.
     *
     * @return the context, {@code null} outside a handler
     */
    public static @Nullable ThriftContext current() {
        return CurrentContext.get();
    }

    /**
     * Makes a context the current thread's until another one takes its place. For use by what carries contexts from thread to
     * thread, which brings back what was current before; others use {@link #makeCurrent()}.
     *
     * @param context the context, {@code null} for none
     */
    public static void setCurrent(@Nullable ThriftContext context) {
        CurrentContext.set(context);
    }

    /**
     * Makes this the current thread's context until the returned scope is closed. The transaction id, if there is one, is in
     * the MDC as {@value #TRANSACTION_ID_KEY} meanwhile.
     *
     * @return closes the scope and brings back what was current before
     */
    public Scope makeCurrent() {
        HandedOn own = handedOn();
        Scope scope = CurrentContext.open(this, own.transactionId());
        Supplier<Scope> companion = own.companion();
        return companion == null ? scope : HandedOn.inside(scope, companion);
    }

    /**
     * Has something else become current wherever this context {@linkplain #makeCurrent() does} from now on, such as what another
     * library knows of the caller. For use by interceptors, in whose own thread the returned scope is about it. What carries
     * contexts with {@link #setCurrent(ThriftContext)} carries the other thing by itself.
     *
     * @param companion makes it current in the thread that asks, until the scope is closed; throws nothing
     * @return closes the scope of this thread
     */
    public Scope accompany(Supplier<Scope> companion) {
        handedOn = handedOn().accompaniedBy(companion);
        return companion.get();
    }

    /**
     * The address of the other side.
     *
     * @return on a server the client's address, {@code null} if the transport has none; of unix sockets, whose clients have
     *     none, the path that the server listens on, as a {@link java.net.UnixDomainSocketAddress}; on a client {@code null}
     */
    public @Nullable SocketAddress peer() {
        return peer;
    }

    /**
     * The sequence id of the request.
     *
     * @return as the client sent it; 0 on a client
     */
    public int seqid() {
        return seqid;
    }

    /**
     * The method that is called, and with it the service.
     *
     * @return on a server the method, {@code null} before it is known; on a client {@code null}: there the call has it
     */
    public @Nullable MethodDescriptor method() {
        return method;
    }

    /**
     * Takes down what is called. For use by servers, before another thread sees this.
     *
     * @param called the method
     */
    public void method(MethodDescriptor called) {
        method = called;
    }

    /**
     * Who the other side is known to be.
     *
     * @return on a server the client's identity, {@code null} if it has none that was checked: of a client that has shown a
     *     certificate a {@link CertificatePrincipal}, over HTTP the user that the web server knows, and what interceptors have
     *     found out; on a client {@code null}
     */
    public @Nullable Principal principal() {
        return principal;
    }

    /**
     * Takes down who the other side is. For use by servers, and by interceptors that check who it is.
     *
     * @param identity the identity that was checked
     */
    public void authenticated(Principal identity) {
        principal = identity;
    }

    /**
     * When the call is over.
     *
     * @return the deadline, {@link Deadline#NONE} if there is none
     */
    public Deadline deadline() {
        return deadline;
    }

    /**
     * Names the call and all that it causes, also in other processes: in logs, in headers, in messages of errors.
     *
     * @return on a server that has transaction ids the id, else {@code null}; on a client {@code null}
     */
    public @Nullable String transactionId() {
        return handedOn().transactionId();
    }

    /**
     * Sets the transaction id. For use by servers, before this is the current context.
     *
     * @param id visible ASCII characters
     */
    public void transaction(String id) {
        handedOn = handedOn().named(id, false);
    }

    /**
     * Sets a transaction id that was made for want of another: should a trace begin with this call, its id takes the place. For
     * use by servers, before this is the current context.
     *
     * @param id visible ASCII characters, unlike any other header's value
     */
    public void transactionUntilTraced(String id) {
        handedOn = handedOn().named(id, true);
    }

    /**
     * Tells the trace that the call belongs to, which is the current thread's at this moment. For use by interceptors of servers.
     * What the server itself logs of the call when the interceptors have returned is logged in that trace, and where nobody
     * has given the call a transaction id it is named by the trace.
     *
     * @param traceId visible ASCII characters, {@code null} if it is not known
     * @param resume makes the trace the current one of a thread until the scope is closed; called from any thread, also when the
     *     trace has ended
     */
    public void traced(@Nullable String traceId, Supplier<Scope> resume) {
        HandedOn before = handedOn();
        handedOn = before.within(resume);
        if (traceId != null && before.untilTraced()) {
            rename(String.valueOf(before.transactionId()), traceId);
        }
    }

    private void rename(String made, String id) {
        forward(MessageHeaders.replaced(forwardedHeaders(), made, id));
        synchronized (this) {
            responseHeaders = MessageHeaders.of(MessageHeaders.replaced(responseHeaders(), made, id));
        }
        transaction(id);
        CurrentContext.rename(made, id);
    }

    /**
     * Makes the trace of {@link #traced} the current thread's again. For use by servers.
     *
     * @return closes the scope and brings back what was current before
     */
    public Scope resumeTrace() {
        Supplier<Scope> trace = handedOn().trace();
        return trace == null ? () -> {} : trace.get();
    }

    /**
     * What calls take along that are made while this is the current context, beside their own headers.
     *
     * @return names and values; unmodifiable
     */
    public Map<String, String> forwardedHeaders() {
        return handedOn().headers();
    }

    private HandedOn handedOn() {
        HandedOn something = handedOn;
        return something == null ? HandedOn.NOTHING : something;
    }

    /**
     * Sets what calls take along that are made while this is the current context. For use by servers.
     *
     * @param headers names and values, not to be changed afterwards
     */
    public void forward(Map<String, String> headers) {
        handedOn = handedOn().with(MessageHeaders.of(headers));
    }

    /**
     * A header of the request.
     *
     * @param name its name, in any case
     * @return its value, {@code null} if there is none of this name
     */
    public @Nullable String requestHeader(String name) {
        return MessageHeaders.find(requestHeaders(), name);
    }

    /**
     * The headers of the request: names, and a value each. The header protocol carries any, and so does HTTP, whose names come
     * in any case.
     *
     * @return on a server those that the client has sent, on a client those that are sent; unmodifiable, never changes
     */
    public Map<String, String> requestHeaders() {
        Map<String, String> headers = requestHeaders;
        return headers == null ? Map.of() : headers;
    }

    /**
     * Sends a header with the request. For clients' interceptors, others use {@link CallHeaders}; it has no effect once the
     * call is sent, on a server, or where neither the header protocol nor HTTP carries it. HTTP carries ASCII only, and
     * nothing that says how a body is sent.
     *
     * @param name its name; takes the place of one that was set before and differs in case at most
     * @param value its value
     * @throws IllegalArgumentException if these are more than 1,000 headers or 60,000 bytes
     */
    public void setRequestHeader(String name, String value) {
        synchronized (this) {
            requestHeaders = MessageHeaders.with(requestHeaders(), name, value);
        }
    }

    /**
     * The headers of the reply.
     *
     * @return on a server those that are sent, on a client those that the server has sent, when the call is over; unmodifiable,
     *     never changes
     */
    public Map<String, String> responseHeaders() {
        Map<String, String> headers = responseHeaders;
        return headers == null ? Map.of() : headers;
    }

    /**
     * Sends a header with the reply. It has no effect once the handler has ended, or where the request came neither by the
     * header protocol nor over HTTP.
     *
     * @param name its name; takes the place of one that was set before and differs in case at most
     * @param value its value
     * @throws IllegalArgumentException if these are more than 1,000 headers or 60,000 bytes
     */
    public void setResponseHeader(String name, String value) {
        synchronized (this) {
            responseHeaders = MessageHeaders.with(responseHeaders(), name, value);
        }
    }

    /**
     * Takes down what came with the reply. For use by clients' connections.
     *
     * @param headers names and values, not to be changed afterwards
     */
    public void received(Map<String, String> headers) {
        responseHeaders = MessageHeaders.of(headers);
    }

    /**
     * Whether nobody waits for the outcome any more, so that a handler may save itself the rest of the work. Servers of the
     * model {@code event-loop} notice that a client has gone away while its call is being handled. Those of the model
     * {@code threaded} look when the thread that handles the call asks this, which costs a few microseconds, and notice unless
     * the client has sent more before it went. Other servers do not notice. A client that has shut down its output counts as gone.
     *
     * @return {@code true} from the moment the server has noticed
     */
    public boolean isCancelled() {
        if (!cancelled && peerGone.getAsBoolean()) {
            cancelled = true;
        }
        return cancelled;
    }

    /** Marks that nobody waits for the outcome any more. For use by servers. */
    public void cancel() {
        cancelled = true;
    }

    /**
     * Gives the request up: whatever the handler ends with, the client gets no reply, and its connection is closed when the
     * handler has ended, as if the server had died.
     */
    public void abandon() {
        abandoned = true;
    }

    /**
     * Whether the request is given up.
     *
     * @return whether {@link #abandon()} was called
     */
    public boolean isAbandoned() {
        return abandoned;
    }

    /**
     * Attributes of this call. Safe for use by several threads.
     *
     * @return a mutable map, empty at first
     */
    public Map<String, Object> attributes() {
        Map<String, Object> map = attributes;
        if (map == null) {
            synchronized (this) {
                map = attributes;
                if (map == null) {
                    map = new ConcurrentHashMap<>();
                    attributes = map;
                }
            }
        }
        return map;
    }

    /** The time for which a context is the current one of a thread. */
    @FunctionalInterface
    public interface Scope extends AutoCloseable {

        /** Brings back the context that was current before. */
        @Override
        void close();
    }
}
