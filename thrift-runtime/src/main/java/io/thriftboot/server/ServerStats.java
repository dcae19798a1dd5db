package io.thriftboot.server;

import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;

/**
 * What a server is doing and has done since its start, as a snapshot.
 *
 * @param connections open now
 * @param connectionsAccepted since the start, refused ones not included
 * @param connectionsRefused closed at once since the start, because there were as many as allowed
 * @param callsInFlight being handled now
 * @param callsWaiting for a thread now; connections that wait for one where each has its own
 * @param calls that a handler was asked to execute since the start
 * @param failures of these, answered with anything but a result or a declared exception
 * @param notExecuted requests refused since the start because of overload or shutdown
 * @param protocolErrors messages that could not be understood since the start: unknown methods, undecodable arguments, bytes
 *     left over after a message and what is no Thrift at all
 * @param messages that were read since the start, whatever became of them
 * @param oneways of these, that have no reply
 * @param bytesReceived since the start
 * @param bytesSent since the start
 * @param receiveMemory bytes that messages take now which have begun to arrive, beyond what each connection has of its own. Our
 *     own models only
 * @param limitsReached how often each limit was reached since the start
 * @param notExecutedBy {@code notExecuted} by reason
 * @param protocolErrorsBy {@code protocolErrors} by kind
 * @since 0.1
 */
public record ServerStats(
        int connections,
        long connectionsAccepted,
        long connectionsRefused,
        int callsInFlight,
        int callsWaiting,
        long calls,
        long failures,
        long notExecuted,
        long protocolErrors,
        long messages,
        long oneways,
        long bytesReceived,
        long bytesSent,
        long receiveMemory,
        Map<ServerLimit, Long> limitsReached,
        Map<NotExecuted, Long> notExecutedBy,
        Map<ProtocolError, Long> protocolErrorsBy) {

    /** Copies the maps. */
    public ServerStats {
        limitsReached = Collections.unmodifiableMap(new EnumMap<>(limitsReached));
        notExecutedBy = Collections.unmodifiableMap(new EnumMap<>(notExecutedBy));
        protocolErrorsBy = Collections.unmodifiableMap(new EnumMap<>(protocolErrorsBy));
    }

    /**
     * How often a limit was reached.
     *
     * @param limit which one
     * @return 0 or more, since the start
     */
    public long reached(ServerLimit limit) {
        return limitsReached.getOrDefault(limit, 0L);
    }

    /**
     * The sum of two servers' figures.
     *
     * @param other of another server
     * @return each figure of this one and that of the other, added up
     */
    public ServerStats plus(ServerStats other) {
        return new ServerStats(
                connections + other.connections,
                connectionsAccepted + other.connectionsAccepted,
                connectionsRefused + other.connectionsRefused,
                callsInFlight + other.callsInFlight,
                callsWaiting + other.callsWaiting,
                calls + other.calls,
                failures + other.failures,
                notExecuted + other.notExecuted,
                protocolErrors + other.protocolErrors,
                messages + other.messages,
                oneways + other.oneways,
                bytesReceived + other.bytesReceived,
                bytesSent + other.bytesSent,
                receiveMemory + other.receiveMemory,
                sum(limitsReached, other.limitsReached),
                sum(notExecutedBy, other.notExecutedBy),
                sum(protocolErrorsBy, other.protocolErrorsBy));
    }

    private static <E extends Enum<E>> Map<E, Long> sum(Map<E, Long> one, Map<E, Long> other) {
        Map<E, Long> sum = new EnumMap<>(one);
        other.forEach((which, count) -> sum.merge(which, count, Long::sum));
        return sum;
    }
}
