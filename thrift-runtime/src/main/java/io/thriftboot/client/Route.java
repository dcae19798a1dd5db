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
import java.util.concurrent.TimeUnit;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * Where a call goes, attempt after attempt: to every endpoint once, then, after a pause, to all of them anew. A call for
 * which nobody is there ends at its deadline, so that it outlives the restart of a server; if it has none, when the time to
 * connect has passed since its first failure. Where no endpoint even refuses, it ends after one round. An endpoint that has said that it
 * is overloaded is not asked again: more calls are the last thing it needs.
 */
final class Route {

    /** Instead of a pause: the call is not tried again. */
    static final long STOP = -1;

    private final RouteMap map;
    private final ThriftChannelOptions options;
    private final Deadline deadline;
    private final boolean idempotent;
    private final @Nullable Set<Endpoint> tried;
    private final Set<Endpoint> failed = new HashSet<>();
    private final Set<Endpoint> overloaded = new HashSet<>();
    private final Map<Endpoint, Throwable> failures = new LinkedHashMap<>();
    private @Nullable Deadline giveUp;
    private int attempts = 1;
    private int pauses;

    /**
     * The way of one call.
     *
     * @param deadline when the call is over
     * @param idempotent whether it may be executed twice
     * @param tried the endpoints to avoid, because other attempts of the call go on there; {@code null} if there are none
     */
    Route(RouteMap map, Deadline deadline, boolean idempotent, @Nullable Set<Endpoint> tried) {
        this.map = map;
        this.options = map.options();
        this.deadline = deadline;
        this.idempotent = idempotent;
        this.tried = tried;
    }

    /**
     * The endpoint of the next attempt: one that has not failed in this round, and rather one that is not known to be out of
     * reach.
     *
     * @throws TTransportException if no endpoint is known
     */
    Endpoint next() throws TTransportException {
        List<Endpoint> known = map.supplier().endpoints();
        if (known.isEmpty()) {
            throw new TTransportException(
                    TTransportException.NOT_OPEN, options.name() + ": no endpoint is known (expected: at least one)");
        }
        List<Endpoint> untried = RouteMap.orAll(untried(known), known);
        Endpoint selected = map.select(tried == null ? untried : elsewhere(untried, tried));
        if (selected == null) {
            throw new NullPointerException(
                    options.name() + ": the selector chose null (expected: one of " + known + ")");
        }
        if (tried != null) {
            tried.add(selected);
        }
        return selected;
    }

    private static List<Endpoint> elsewhere(List<Endpoint> endpoints, Set<Endpoint> tried) {
        return RouteMap.orAll(RouteMap.filter(endpoints, endpoint -> !tried.contains(endpoint)), endpoints);
    }

    private List<Endpoint> untried(List<Endpoint> known) {
        return failed.isEmpty() ? known : RouteMap.filter(known, endpoint -> !failed.contains(endpoint));
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
        if (!verdict.triesAgain(options.retry(), idempotent) || isGivenUp(verdict)) {
            return STOP;
        }
        if (verdict == Verdict.REFUSED) {
            overloaded.add(endpoint);
        }
        long pause = passBy(endpoint, attempt.failure());
        return pause == STOP || !verdict.counts() || mayCount() ? pause : STOP;
    }

    /** An interrupt also fails the attempt, and after that nothing is certain but that the caller wants no more of it. */
    private static boolean isGivenUp(Verdict verdict) {
        return !verdict.isUnexecuted() && Thread.currentThread().isInterrupted();
    }

    private boolean mayCount() {
        attempts++;
        return attempts <= options.retry().maxAttempts() && map.tokens().take();
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
        List<Endpoint> known = map.supplier().endpoints();
        if (!untried(known).isEmpty()) {
            return deadline.isExpired() ? STOP : 0;
        }
        failed.retainAll(overloaded);
        boolean inVain = untried(known).isEmpty() || nobodyAnswers() || nobodyIsTrusted();
        return inVain ? STOP : pauseNanos(giveUp);
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
        long nanos = options.retry().backoff().nanos(pauses++);
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
        return new TTransportException(options.name() + ": interrupted before the call was tried again", cause);
    }
}
