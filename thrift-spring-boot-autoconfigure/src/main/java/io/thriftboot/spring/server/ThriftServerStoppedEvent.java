package io.thriftboot.spring.server;

/**
 * Published when a server has stopped: its calls are finished and its connections are closed.
 *
 * @param server the name of the server, {@code default} for the one without
 * @param port the port that it listened on, -1 if it has none
 * @since 0.1
 */
public record ThriftServerStoppedEvent(String server, int port) {}
