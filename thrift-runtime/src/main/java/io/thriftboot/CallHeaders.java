package io.thriftboot;

import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Headers that calls send which the current thread begins until this is closed, and what came with the replies. They travel by
 * the header protocol and over HTTP; other protocols have no place for them, and calls are made without them.
 *
 * <pre>{@code
 * try (CallHeaders headers = CallHeaders.open().set("tenant", "blue")) {
 *     users.get(7);
 *     headers.received().get("served-by");
 * }
 * }</pre>
 *
 * <p>Headers of a scope around this one go along, unless they are set again. Calls of {@code AsyncIface} and {@code FutureIface}
 * take the headers along with which they begin, however long they take; what was received can be read after the scope is
 * closed. Where several calls are under way at once, each needs a scope of its own to tell its reply from those of others.
 *
 * @since 0.1
 */
public final class CallHeaders implements AutoCloseable {

    private static final ThreadLocal<@Nullable CallHeaders> CURRENT = new ThreadLocal<>();

    private final @Nullable CallHeaders outer;
    private volatile Map<String, String> sent;
    private volatile Map<String, String> received = Map.of();
    private boolean closed;

    private CallHeaders(@Nullable CallHeaders outer) {
        this.outer = outer;
        this.sent = outer == null ? Map.of() : outer.sent;
    }

    /**
     * Begins a scope on the current thread.
     *
     * @return a scope with the headers of the one around it, to be closed by the same thread
     */
    public static CallHeaders open() {
        CallHeaders opened = new CallHeaders(CURRENT.get());
        CURRENT.set(opened);
        return opened;
    }

    /**
     * The innermost scope that is open on the current thread.
     *
     * @return the scope, {@code null} if there is none
     */
    public static @Nullable CallHeaders current() {
        return CURRENT.get();
    }

    /**
     * Sends a header with the calls that begin from now on.
     *
     * @param name its name; takes the place of one that was set before and differs in case at most
     * @param value its value
     * @return this
     * @throws IllegalArgumentException if these are more than 1,000 headers or 60,000 bytes
     */
    public CallHeaders set(String name, String value) {
        synchronized (this) {
            sent = MessageHeaders.with(sent, name, value);
        }
        return this;
    }

    /**
     * The headers that calls send.
     *
     * @return names and values, with those of scopes around this one; unmodifiable, never changes
     */
    public Map<String, String> sent() {
        return sent;
    }

    /**
     * What came with the reply of the call of this scope that ended last. An asynchronous call's is there when its callback is
     * called or its future completes.
     *
     * @return names and values; empty before, and after a call that had no reply or none with headers; unmodifiable, never
     *     changes
     */
    public Map<String, String> received() {
        return received;
    }

    /**
     * Takes down what came with a reply. For use by clients.
     *
     * @param headers names and values, not to be changed afterwards
     */
    public void received(Map<String, String> headers) {
        received = MessageHeaders.of(headers);
    }

    /**
     * Ends the scope: the one around it is the current one again. Of no effect when called again.
     *
     * @throws IllegalStateException if this is another thread than the one that began it, or a scope within it is open
     */
    @Override
    public void close() {
        if (closed) {
            return;
        }
        if (CURRENT.get() != this) {
            throw new IllegalStateException(
                    "call headers: closed by another thread or before a scope within them (expected: the reverse of the order"
                            + " in which they were opened)");
        }
        closed = true;
        if (outer == null) {
            CURRENT.remove();
        } else {
            CURRENT.set(outer);
        }
    }
}
