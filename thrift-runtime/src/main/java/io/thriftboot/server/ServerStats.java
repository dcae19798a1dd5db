package io.thriftboot.server;

/**
 * What a server is doing and has done since its start, as a snapshot.
 *
 * @param connections open now
 * @param connectionsAccepted since the start
 * @param connectionsRefused closed at once since the start, because there were as many as allowed
 * @param callsInFlight being handled now
 * @param calls requests for a known method since the start
 * @param failures of these, answered with anything but a result or a declared exception
 * @param notExecuted requests refused since the start because of overload or shutdown
 * @param protocolErrors messages that could not be understood since the start, unknown methods included
 * @since 0.1
 */
public record ServerStats(
        int connections,
        long connectionsAccepted,
        long connectionsRefused,
        int callsInFlight,
        long calls,
        long failures,
        long notExecuted,
        long protocolErrors) {}
