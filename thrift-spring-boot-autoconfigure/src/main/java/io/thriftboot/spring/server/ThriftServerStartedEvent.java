package io.thriftboot.spring.server;

/**
 * Published when a server has begun to accept connections.
 *
 * @param server the name of the server, {@code default} for the one without
 * @param port the port that it listens on, -1 if it has none
 * @since 0.1
 */
public record ThriftServerStartedEvent(String server, int port) {}
