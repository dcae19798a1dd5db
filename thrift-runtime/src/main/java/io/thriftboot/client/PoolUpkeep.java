package io.thriftboot.client;

import java.time.Duration;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that looks after a channel's pools. Each channel has its own, so that a dead server delays no other's upkeep. */
final class PoolUpkeep {

    private static final Logger logger = LoggerFactory.getLogger(PoolUpkeep.class);
    private static final Duration SHORTEST_PERIOD = Duration.ofMillis(50);
    private static final Duration LONGEST_PERIOD = Duration.ofSeconds(5);

    private final ThriftChannelOptions options;
    private final Runnable task;
    private @Nullable Thread thread;
    private boolean stopped;

    PoolUpkeep(ThriftChannelOptions options, Runnable task) {
        this.options = options;
        this.task = task;
    }

    /** Begins with the first connection, so that a channel without calls has no thread. */
    synchronized void start() {
        if (thread == null && !stopped) {
            thread = new Thread(this::run, "thrift-client-" + options.name());
            thread.setDaemon(true);
            thread.start();
        }
    }

    /** Half of the shortest time that is to be kept, within reason. */
    private static Duration period(PoolOptions pool) {
        return Stream.of(pool.idleTimeout(), pool.maxLifetime())
                .filter(time -> !time.isZero())
                .map(time -> time.dividedBy(2))
                .map(time -> time.compareTo(SHORTEST_PERIOD) < 0 ? SHORTEST_PERIOD : time)
                .reduce(LONGEST_PERIOD, (one, other) -> one.compareTo(other) < 0 ? one : other);
    }

    private void run() {
        Duration period = period(options.pool());
        try {
            while (true) {
                Thread.sleep(period.toMillis());
                runOnce();
            }
        } catch (InterruptedException ex) {
            // The channel is closed.
        }
    }

    private void runOnce() {
        try {
            task.run();
        } catch (RuntimeException ex) {
            logger.warn("{}: upkeep of the connections failed", options.name(), ex);
        }
    }

    synchronized void stop() {
        stopped = true;
        if (thread != null) {
            thread.interrupt();
        }
    }
}
