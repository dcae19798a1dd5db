package io.thriftboot.server;

import io.thriftboot.Deadline;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Understands the header by which clients say how much longer they wait. */
final class ClientTimeout {

    private final RateLimitedLog peerLog;

    ClientTimeout(RateLimitedLog peerLog) {
        this.peerLog = peerLog;
    }

    /** When a client waits no more for the message that has just been read; what it had waited before counts. */
    Deadline of(@Nullable Map<String, String> headers, MessageScope scope) {
        if (headers == null || headers.isEmpty()) {
            return Deadline.NONE;
        }
        String value = headers.get(Deadline.HEADER);
        return value == null ? Deadline.NONE : parse(value, scope);
    }

    private Deadline parse(String value, MessageScope scope) {
        try {
            int millis = Integer.parseInt(value);
            if (millis > 0) {
                long left = Duration.ofMillis(millis).toNanos() - scope.nanosWaited();
                return Deadline.after(Duration.ofNanos(Math.max(1, left)));
            }
        } catch (NumberFormatException ex) {
            // It is logged like a number that is out of range.
        }
        peerLog.warn(
                "{} sent the header {}: {} (expected: milliseconds, 1 to {}); it is ignored",
                scope.peer(),
                Deadline.HEADER,
                Routes.shown(value),
                Integer.MAX_VALUE);
        return Deadline.NONE;
    }
}
