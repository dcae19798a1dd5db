package io.thriftboot.server;

import io.thriftboot.transport.PeerText;
import java.time.Duration;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;

/** Warns about what peers do wrong without letting them fill the disk or forge lines: one in ten seconds, with the number left out. */
final class RateLimitedLog {

    private static final long INTERVAL = Duration.ofSeconds(10).toNanos();

    private final Logger logger;
    private final LongSupplier ticker;
    private final AtomicLong next;
    private final AtomicInteger leftOut = new AtomicInteger();

    RateLimitedLog(Logger logger) {
        this(logger, System::nanoTime);
    }

    RateLimitedLog(Logger logger, LongSupplier ticker) {
        this.logger = logger;
        this.ticker = ticker;
        this.next = new AtomicLong(ticker.getAsLong());
    }

    void warn(String message, @Nullable Object... arguments) {
        long now = ticker.getAsLong();
        long due = next.get();
        if (now - due >= 0 && next.compareAndSet(due, now + INTERVAL)) {
            int before = leftOut.getAndSet(0);
            String line = before == 0 ? message : message + " [and " + before + " more like this]";
            BestEffortLog.write(() -> logger.warn(line, shown(arguments)));
        } else {
            leftOut.incrementAndGet();
            if (logger.isDebugEnabled()) {
                BestEffortLog.write(() -> logger.debug(message, shown(arguments)));
            }
        }
    }

    private static @Nullable Object[] shown(@Nullable Object... arguments) {
        return Arrays.stream(arguments).map(PeerText::inLine).toArray();
    }
}
