package io.thriftboot.server;

import java.util.Locale;

/**
 * Why a server answers a call with "not executed". Each is counted.
 *
 * @since 0.1
 */
public enum NotExecuted {
    /** The server is stopping. */
    SHUTTING_DOWN("shutting down"),
    /** {@code executor.queue-capacity}: there is neither a thread nor a place in the queue. */
    QUEUE("overloaded"),
    /** {@code event-loop.max-calls}: as many calls are in flight as may be. */
    CALLS("overloaded"),
    /** {@code max-receive-memory}: there is no room to receive the message. */
    RECEIVE_MEMORY("overloaded: no room to receive the message"),
    /** The client's deadline had passed before the handler was called. */
    DEADLINE("deadline exceeded");

    private final String text;

    NotExecuted(String text) {
        this.text = text;
    }

    /** What the client is told. */
    String text() {
        return text;
    }

    /** The reason as metrics and the actuator name it, such as {@code shutting-down}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
