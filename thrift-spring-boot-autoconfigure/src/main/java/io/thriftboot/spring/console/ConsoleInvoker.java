package io.thriftboot.spring.console;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.model.BadJsonException;
import io.thriftboot.model.MethodModel;
import io.thriftboot.model.ServiceModel;
import io.thriftboot.model.ThriftJson;
import io.thriftboot.model.ThriftModel;
import java.security.Principal;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.convert.DurationStyle;

/** Makes the calls that the page asks for, a few at a time, each within a bound of time. */
final class ConsoleInvoker {

    /** How many calls may go on at once; those that have timed out count until they are over. */
    static final int MOST_CALLS = 4;

    static final Duration LONGEST = Duration.ofSeconds(60);

    private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(10);
    private static final Logger logger = LoggerFactory.getLogger(ConsoleInvoker.class);

    private final ConsoleTargets targets;
    private final Semaphore free = new Semaphore(MOST_CALLS);
    private final AtomicInteger threads = new AtomicInteger();

    ConsoleInvoker(ConsoleTargets targets) {
        this.targets = targets;
    }

    /**
     * A call as the page asks for it.
     *
     * @param target which server or client; {@code null} for the default server
     * @param service its name there
     * @param method its name
     * @param args JSON text
     * @param headers JSON text, {@code null} for none
     * @param timeout such as {@code 5s}, at most a minute; {@code null} for 10 s
     */
    record Request(
            @Nullable String target,
            String service,
            String method,
            String args,
            @Nullable String headers,
            @Nullable String timeout) {}

    /**
     * Makes a call and waits for what comes of it.
     *
     * @return what the page gets
     * @throws ConsoleException if there is nothing to call, the arguments do not fit, or it takes too long
     */
    Map<String, Object> call(Request request, @Nullable Principal principal) throws ConsoleException {
        long begun = System.nanoTime();
        String outcome = "refused";
        try {
            ConsoleTarget target = targets.find(request.target());
            ConsoleCall call = prepare(target, request, principal);
            ConsoleReply reply = run(() -> target.call(call), timeout(request.timeout()));
            outcome = reply.outcome();
            return reply.asMap(micros(begun));
        } catch (BadJsonException ex) {
            throw new ConsoleException(ConsoleException.BAD_REQUEST, String.valueOf(ex.getMessage()));
        } finally {
            logger.info(
                    "Thrift console: user={} target={} call={}.{} outcome={} ms={}",
                    principal == null ? "-" : shown(principal.getName()),
                    shown(request.target()),
                    shown(request.service()),
                    shown(request.method()),
                    outcome,
                    micros(begun) / 1000);
        }
    }

    /** What a browser made up must not look like another part of the line, or be another line. */
    private static String shown(@Nullable String name) {
        if (name == null) {
            return "-";
        }
        String clean = name.replaceAll("[^\\w.:@-]", "?");
        return clean.length() > 100 ? clean.substring(0, 100) : clean;
    }

    private static long micros(long since) {
        return TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - since);
    }

    private ConsoleCall prepare(ConsoleTarget target, Request request, @Nullable Principal principal)
            throws ConsoleException {
        ServiceDescriptor service = target.services().get(request.service());
        if (service == null) {
            throw unknown("service", request.service(), target.services().keySet());
        }
        MethodDescriptor method = service.method(request.method());
        if (method == null) {
            throw unknown("method", request.method(), service.methods().keySet());
        }
        ThriftModel model = targets.model();
        ServiceModel described =
                Objects.requireNonNull(model.services().get(service.type().getName()));
        MethodModel methodModel = Objects.requireNonNull(described.methods().get(method.name()));
        String headers = request.headers();
        return new ConsoleCall(
                request.service(),
                method,
                methodModel,
                new ThriftJson(model),
                request.args(),
                headers == null || headers.isBlank() ? Map.of() : ThriftJson.texts(headers, "headers"),
                principal);
    }

    private static ConsoleException unknown(String what, String name, Object known) {
        return new ConsoleException(
                ConsoleException.NOT_FOUND, what + ": " + shown(name) + " (expected: one of " + known + ")");
    }

    private static Duration timeout(@Nullable String text) throws ConsoleException {
        if (text == null || text.isBlank()) {
            return DEFAULT_TIMEOUT;
        }
        try {
            Duration timeout = DurationStyle.detectAndParse(text.strip());
            if (!timeout.isNegative() && !timeout.isZero() && timeout.compareTo(LONGEST) <= 0) {
                return timeout;
            }
        } catch (IllegalArgumentException ex) {
            logger.debug("timeout: {}", text, ex);
        }
        throw new ConsoleException(
                ConsoleException.BAD_REQUEST, "timeout: " + shown(text) + " (expected: such as 5s, at most 60s)");
    }

    @FunctionalInterface
    private interface Work {

        ConsoleReply run() throws ConsoleException;
    }

    /** In a thread of its own, which a handler may keep for as long as it likes. */
    private ConsoleReply run(Work work, Duration timeout) throws ConsoleException {
        if (!free.tryAcquire()) {
            throw new ConsoleException(
                    ConsoleException.TOO_MANY, "calls: " + MOST_CALLS + " are going on (expected: fewer; try again)");
        }
        FutureTask<ConsoleReply> task = new FutureTask<>(() -> {
            try {
                return work.run();
            } finally {
                free.release();
            }
        });
        Thread thread = new Thread(task, "thrift-console-" + threads.incrementAndGet());
        thread.setDaemon(true);
        thread.start();
        return await(task, timeout);
    }

    private static ConsoleReply await(FutureTask<ConsoleReply> task, Duration timeout) throws ConsoleException {
        try {
            return task.get(timeout.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException ex) {
            throw new ConsoleException(
                    ConsoleException.TIMEOUT,
                    "no answer within " + timeout.toMillis() + " ms; the call may go on, and what comes of it is lost");
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new ConsoleException(ConsoleException.TIMEOUT, "interrupted while waiting for the answer");
        } catch (ExecutionException ex) {
            if (ex.getCause() instanceof ConsoleException refused) {
                throw refused;
            }
            if (ex.getCause() instanceof BadJsonException bad) {
                throw bad;
            }
            throw new IllegalStateException("call of the Thrift console", ex.getCause());
        }
    }
}
