package io.thriftboot.server;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftContext;
import java.util.Collection;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ThreadLocalRandom;
import org.apache.thrift.TBase;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * What a call learns of where it comes from, and hands on: the transaction that it is part of, and the headers that its own calls
 * take along.
 */
final class Origins {

    static final int MAX_ID_LENGTH = 128;

    /** A request's place in a trace, as the W3C writes it. */
    private static final String TRACE_PARENT = "traceparent";

    private static final int TRACE_ID_FROM = 3;
    private static final int TRACE_ID_TO = 35;

    /** Where Micrometer's tracing keeps the id of the current trace. */
    private static final String TRACE_ID_KEY = "traceId";

    private static final char FIRST_VISIBLE = '!';
    private static final char LAST_VISIBLE = '~';

    private final Set<String> forwarded = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
    private final @Nullable String transactionHeader;
    private final RateLimitedLog peerLog;

    private Origins(Collection<String> forwarded, @Nullable String transactionHeader, RateLimitedLog peerLog) {
        this.forwarded.addAll(forwarded);
        this.transactionHeader = transactionHeader;
        this.peerLog = peerLog;
    }

    /**
     * What a server wants to know.
     *
     * @param forwarded names of headers
     * @param transactionHeader the name of the header with the transaction id, {@code null} for no such ids
     */
    static Origins of(Collection<String> forwarded, @Nullable String transactionHeader, RateLimitedLog peerLog) {
        return new Origins(forwarded, transactionHeader, peerLog);
    }

    /**
     * Completes the context of a call that is about to begin.
     *
     * @param headersTravel whether the reply can have headers
     */
    void prepare(ThriftContext context, MethodDescriptor method, TBase<?, ?> args, boolean headersTravel) {
        Map<String, String> handedOn = forwarded.isEmpty() ? Map.of() : forwardedOf(context.requestHeaders());
        if (transactionHeader != null) {
            String id = name(context, transactionHeader, method, args);
            if (headersTravel) {
                context.setResponseHeader(transactionHeader, id);
            }
            handedOn = new LinkedHashMap<>(handedOn);
            handedOn.keySet().removeIf(transactionHeader::equalsIgnoreCase);
            handedOn.put(transactionHeader, id);
        }
        if (!handedOn.isEmpty()) {
            context.forward(handedOn);
        }
    }

    private Map<String, String> forwardedOf(Map<String, String> headers) {
        Map<String, String> some = new LinkedHashMap<>();
        headers.forEach((name, value) -> {
            if (forwarded.contains(name)) {
                some.put(name, value);
            }
        });
        return some;
    }

    private String name(ThriftContext context, String header, MethodDescriptor method, TBase<?, ?> args) {
        String given = transactionId(context, header, method, args);
        if (given != null) {
            context.transaction(given);
            return given;
        }
        String made = newId();
        context.transactionUntilTraced(made);
        return made;
    }

    private @Nullable String transactionId(
            ThriftContext context, String header, MethodDescriptor method, TBase<?, ?> args) {
        String sent = checked(context.requestHeader(header), context);
        if (sent == null) {
            sent = checked(method.transactionIdOf(args), context);
        }
        return sent == null ? traceId(context) : sent;
    }

    /** It goes into logs and headers, and must not look like another part of them. */
    private @Nullable String checked(@Nullable String id, ThriftContext context) {
        if (id == null || isId(id)) {
            return id;
        }
        peerLog.warn(
                "{} sent the transaction id {} (expected: 1 to {} visible ASCII characters); it is ignored",
                context.peer(),
                Routes.shown(id),
                MAX_ID_LENGTH);
        return null;
    }

    private static boolean isId(String text) {
        return !text.isEmpty()
                && text.length() <= MAX_ID_LENGTH
                && text.chars().allMatch(c -> c >= FIRST_VISIBLE && c <= LAST_VISIBLE);
    }

    private static @Nullable String traceId(ThriftContext context) {
        String parent = context.requestHeader(TRACE_PARENT);
        if (parent != null && parent.length() > TRACE_ID_TO) {
            String id = parent.substring(TRACE_ID_FROM, TRACE_ID_TO);
            if (id.chars().allMatch(c -> Character.digit(c, 16) >= 0) && isId(id)) {
                return id;
            }
        }
        String current = MDC.get(TRACE_ID_KEY);
        return current != null && isId(current) ? current : null;
    }

    /** It must be unlike any other, and need not be hard to guess. */
    private static String newId() {
        byte[] bytes = new byte[16];
        ThreadLocalRandom.current().nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
