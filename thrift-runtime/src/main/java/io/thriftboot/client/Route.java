package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.transport.Endpoint;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.transport.TTransportException;

/**
 * Where a call goes, attempt after attempt: to every endpoint once, then, after a pause, to all of them anew. A call for
 * which nobody is there ends at its deadline, and no later than the time to connect after its first failure: long enough for
 * a server that restarts in place, and no reason to let the caller of a dead one wait for more.
 */
final class Route {

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ThriftChannelOptions options;
    private final EndpointSupplier supplier;
    private final EndpointSelector selector;
    private final Deadline deadline;
    private final Set<Endpoint> failed = new HashSet<>();
    private long firstFailureAt;
    private long pauseNanos = FIRST_PAUSE_NANOS;

    Route(ThriftChannelOptions options, EndpointSupplier supplier, EndpointSelector selector, Deadline deadline) {
        this.options = options;
        this.supplier = supplier;
        this.selector = selector;
        this.deadline = deadline;
    }

    /**
     * The endpoint of the next attempt: one that has not failed in this round.
     *
     * @throws TTransportException if no endpoint is known
     */
    Endpoint next() throws TTransportException {
        List<Endpoint> known = supplier.endpoints();
        if (known.isEmpty()) {
            throw new TTransportException(
                    TTransportException.NOT_OPEN, options.name() + ": no endpoint is known (expected: at least one)");
        }
        List<Endpoint> untried = untried(known);
        return selector.select(untried.isEmpty() ? known : untried);
    }

    private List<Endpoint> untried(List<Endpoint> known) {
        return failed.isEmpty()
                ? known
                : known.stream().filter(endpoint -> !failed.contains(endpoint)).toList();
    }

    /**
     * Goes past an endpoint that did not execute the call, and pauses when it was the last of a round.
     *
     * @return whether another attempt makes sense
     */
    boolean passBy(Endpoint endpoint) throws InterruptedException {
        if (firstFailureAt == 0) {
            firstFailureAt = System.nanoTime();
        }
        failed.add(endpoint);
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        if (!untried(supplier.endpoints()).isEmpty()) {
            return !deadline.isExpired();
        }
        failed.clear();
        return System.nanoTime() - firstFailureAt < options.connectTimeout().toNanos() && pause();
    }

    private boolean pause() throws InterruptedException {
        long nanos = ThreadLocalRandom.current().nextLong(pauseNanos / 2, pauseNanos);
        if (nanos >= deadline.remainingNanos()) {
            return false;
        }
        TimeUnit.NANOSECONDS.sleep(nanos);
        pauseNanos = Math.min(2 * pauseNanos, LONGEST_PAUSE_NANOS);
        return true;
    }
}
