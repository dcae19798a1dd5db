package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.TlsProblem;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * Where a call goes, attempt after attempt: to every endpoint once, then, after a pause, to all of them anew. A call for
 * which nobody is there ends at its deadline, so that it outlives the restart of a server; if it has none, when the time to
 * connect has passed since its first failure. Where no endpoint even refuses, it ends after one round.
 */
final class Route {

    /** Instead of a pause: the call is not tried again. */
    static final long STOP = -1;

    private static final long FIRST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);
    private static final long LONGEST_PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(200);

    private final ThriftChannelOptions options;
    private final EndpointSupplier supplier;
    private final EndpointSelector selector;
    private final Predicate<Endpoint> reachable;
    private final Deadline deadline;
    private final Set<Endpoint> failed = new HashSet<>();
    private final Map<Endpoint, Throwable> failures = new LinkedHashMap<>();
    private @Nullable Deadline giveUp;
    private int attempts = 1;
    private long longestPauseNanos = FIRST_PAUSE_NANOS;

    Route(
            ThriftChannelOptions options,
            EndpointSupplier supplier,
            EndpointSelector selector,
            Predicate<Endpoint> reachable,
            Deadline deadline) {
        this.options = options;
        this.supplier = supplier;
        this.selector = selector;
        this.reachable = reachable;
        this.deadline = deadline;
    }

    /**
     * The endpoint of the next attempt: one that has not failed in this round, and rather one that is not known to be out of
     * reach.
     *
     * @throws TTransportException if no endpoint is known
     */
    Endpoint next() throws TTransportException {
        List<Endpoint> known = supplier.endpoints();
        if (known.isEmpty()) {
            throw new TTransportException(
                    TTransportException.NOT_OPEN, options.name() + ": no endpoint is known (expected: at least one)");
        }
        List<Endpoint> untried = orAll(untried(known), known);
        Endpoint selected = selector.select(orAll(filter(untried, reachable), untried));
        if (selected == null) {
            throw new NullPointerException(
                    options.name() + ": the selector chose null (expected: one of " + known + ")");
        }
        return selected;
    }

    private List<Endpoint> untried(List<Endpoint> known) {
        return failed.isEmpty() ? known : filter(known, endpoint -> !failed.contains(endpoint));
    }

    /** The same list where all match, as nearly always. */
    private static List<Endpoint> filter(List<Endpoint> endpoints, Predicate<Endpoint> wanted) {
        for (Endpoint endpoint : endpoints) {
            if (!wanted.test(endpoint)) {
                return endpoints.stream().filter(wanted).toList();
            }
        }
        return endpoints;
    }

    private static List<Endpoint> orAll(List<Endpoint> some, List<Endpoint> all) {
        return some.isEmpty() ? all : some;
    }

    /**
     * Whether, and when, the call is to be tried again.
     *
     * @param endpoint where it was tried
     * @param attempt what came of it
     * @return nanoseconds to wait before the {@linkplain #next() next} attempt, mostly 0; {@link #STOP} if this was the last
     */
    long after(Endpoint endpoint, Attempt attempt) {
        Verdict verdict = attempt.verdict();
        attempts += verdict.counts() ? 1 : 0;
        boolean again = verdict.triesAgain() && attempts <= options.retry().maxAttempts();
        return again ? passBy(endpoint, attempt.failure()) : STOP;
    }

    /** Goes past an endpoint that did not execute the call; there is a pause when it was the last of a round. */
    private long passBy(Endpoint endpoint, @Nullable Throwable failure) {
        if (failure != null) {
            failures.put(endpoint, failure);
        }
        if (giveUp == null) {
            giveUp = deadline.isSet() ? deadline : Deadline.after(options.connectTimeout());
        }
        failed.add(endpoint);
        if (!untried(supplier.endpoints()).isEmpty()) {
            return deadline.isExpired() ? STOP : 0;
        }
        failed.clear();
        return nobodyAnswers() || nobodyIsTrusted() ? STOP : pauseNanos(giveUp);
    }

    /** Whether each endpoint was given its time to connect in vain: unlike one that refuses, it will hardly be back soon. */
    private boolean nobodyAnswers() {
        return failures.values().stream()
                .allMatch(failure -> failure instanceof TTransportException thrown
                        && thrown.getType() == TTransportException.TIMED_OUT);
    }

    /** Whether keys and certificates are to blame everywhere, which will not get better by waiting. */
    private boolean nobodyIsTrusted() {
        return failures.values().stream().allMatch(TlsProblem::isCauseOf);
    }

    /** What the attempts so far came to, the last one at each endpoint. */
    Collection<Throwable> failures() {
        return failures.values();
    }

    private long pauseNanos(Deadline until) {
        long nanos = ThreadLocalRandom.current().nextLong(longestPauseNanos / 2, longestPauseNanos);
        longestPauseNanos = Math.min(2 * longestPauseNanos, LONGEST_PAUSE_NANOS);
        return nanos >= until.remainingNanos() ? STOP : nanos;
    }

    /**
     * Waits before the next attempt, on the thread of the caller.
     *
     * @param nanos how long, mostly 0
     * @param failure what became of the attempt before
     * @throws TTransportException if the caller is interrupted
     */
    void pause(long nanos, @Nullable Throwable failure) throws TTransportException {
        if (Thread.currentThread().isInterrupted()) {
            throw interrupted(failure);
        }
        try {
            TimeUnit.NANOSECONDS.sleep(nanos);
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw interrupted(ex);
        }
    }

    private TTransportException interrupted(@Nullable Throwable cause) {
        return new TTransportException(options.name() + ": interrupted before the call was sent", cause);
    }
}
