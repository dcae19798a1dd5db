package io.thriftboot.server;

import io.thriftboot.AccessRefusal;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftContext;
import io.thriftboot.protocol.StructText;
import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.PeerText;
import java.net.SocketAddress;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.jspecify.annotations.Nullable;

/** A message's line of the access log, from the moment its header is read until its reply is encoded. */
final class AccessEntry {

    private static final String PROTOCOL_ERROR = "protocol_error";

    private final AccessLog log;
    private final int seqid;
    private final @Nullable SocketAddress peer;
    private final long arrivedAt = System.nanoTime();
    private int bytesIn;
    private @Nullable String arguments;

    AccessEntry(AccessLog log, int seqid, @Nullable SocketAddress peer) {
        this.log = log;
        this.seqid = seqid;
        this.peer = peer;
    }

    /** The message is read. */
    void received(TProtocol in) {
        bytesIn = in.getTransport() instanceof MessageInput input ? input.consumed() : 0;
    }

    /** The handler is about to be called; it may change its arguments. */
    void begins(TBase<?, ?> args) {
        arguments = log.hasContents() ? shown(args) : null;
    }

    /** The message was answered without a call. */
    void refused(Request request, TApplicationException refusal, int bytesOut) {
        String outcome =
                switch (refusal.getType()) {
                    case TApplicationException.UNKNOWN_METHOD -> "unknown_method";
                    case TApplicationException.INTERNAL_ERROR -> isLate(refusal) ? "deadline_exceeded" : "not_executed";
                    default -> PROTOCOL_ERROR;
                };
        log.write(line(request, null, outcome, bytesOut), null);
    }

    private static boolean isLate(TApplicationException refusal) {
        return (Request.NOT_EXECUTED + NotExecuted.DEADLINE.text()).equals(refusal.getMessage());
    }

    /**
     * The reply is encoded.
     *
     * @param succeeded whether it is a result or a declared exception
     */
    void ended(Request request, Request.Outcome outcome, boolean succeeded, int bytesOut) {
        ThriftContext context = Objects.requireNonNull(request.context());
        String id = context.transactionId();
        String contents = arguments == null ? null : id(id) + ' ' + arguments + " -> " + end(outcome);
        String line = line(request, id, outcome(request, outcome, succeeded), bytesOut);
        ContextLog.run(context, () -> log.write(line, contents));
    }

    private static String outcome(Request request, Request.Outcome outcome, boolean succeeded) {
        if (succeeded) {
            return outcome.result() == null || hasValue(request.route().method(), outcome.result())
                    ? "success"
                    : "declared_exception";
        }
        if (request.isAbandoned()) {
            return "abandoned";
        }
        AccessRefusal refusal = AccessRefusal.of(outcome.failure());
        if (refusal != null) {
            return refusal.toString();
        }
        boolean notExecuted = outcome.failure() instanceof TApplicationException answer
                && answer.getMessage() != null
                && answer.getMessage().startsWith(Request.NOT_EXECUTED);
        return notExecuted ? "not_executed" : "error";
    }

    private static boolean hasValue(MethodDescriptor method, TBase<?, ?> result) {
        try {
            method.valueOf(result);
            return true;
        } catch (TApplicationException empty) {
            return true;
        } catch (TException declared) {
            return false;
        }
    }

    private String end(Request.Outcome outcome) {
        TBase<?, ?> result = outcome.result();
        if (result != null) {
            return shown(result);
        }
        Exception failure = outcome.failure();
        return failure instanceof UndeclaredException undeclared
                ? undeclared.thrown().getClass().getName()
                : PeerText.shown(String.valueOf(failure), log.maxLength());
    }

    private String shown(TBase<?, ?> struct) {
        try {
            return StructText.line(struct, log.maxLength());
        } catch (RuntimeException ex) {
            // The handler may go on changing it.
            return struct.getClass().getSimpleName() + ": cannot be shown: " + ex;
        }
    }

    private String line(Request request, @Nullable String id, String outcome, int bytesOut) {
        MethodDescriptor method = request.method();
        String service = method == null ? null : method.serviceName();
        String name = method == null ? asked(request.name()) : method.name();
        long micros = TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - arrivedAt);
        String from = peer == null ? null : peer.toString();
        log.recent()
                .add(number ->
                        new LoggedCall(number, Instant.now(), from, service, name, outcome, micros, bytesIn, bytesOut));
        return id(id) + " service=" + (service == null ? "-" : service)
                + " method=" + name
                + " outcome=" + outcome
                + " micros=" + micros
                + " in=" + bytesIn + " out=" + bytesOut;
    }

    private String id(@Nullable String transactionId) {
        return "server=" + log.server() + " peer=" + (peer == null ? "-" : peer) + " seqid=" + seqid
                + (transactionId == null ? "" : " transaction=" + transactionId);
    }

    /** A name that a peer made up must not look like another part of the line. */
    private static String asked(String name) {
        return name.isEmpty() ? "-" : name.replaceAll("[^\\w.:$-]", "?");
    }
}
