package io.thriftboot.server;

import io.thriftboot.transport.ReceiveMemory;
import org.slf4j.LoggerFactory;

/**
 * What the parts of a running server share.
 *
 * @param options how it serves
 * @param processor what it serves
 * @param connections to whom
 * @param peerLog where it complains about peers
 * @param receiveMemory what our own models receive messages into
 */
record Serving(
        ThriftServerOptions options,
        ThriftProcessor processor,
        Connections connections,
        RateLimitedLog peerLog,
        ReceiveMemory receiveMemory) {

    static Serving of(ThriftServerOptions options, ThriftProcessor processor) {
        RateLimitedLog peerLog = new RateLimitedLog(LoggerFactory.getLogger(ThriftServer.class));
        Connections connections = new Connections(new ServerCounters(), peerLog, options, System::nanoTime);
        return new Serving(options, processor, connections, peerLog, new ReceiveMemory(options.maxReceiveMemory()));
    }

    ServerCounters counters() {
        return connections.counters();
    }

    /** The name of a thread of this server. */
    String threadName(String role) {
        return "thrift-" + options.name() + '-' + role;
    }
}
