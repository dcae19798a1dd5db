package io.thriftboot.server;

import io.thriftboot.Libthrift;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.Sockets;
import io.thriftboot.transport.TlsOptions;
import io.thriftboot.transport.WireFormat;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is set about a server beside what it serves.
 *
 * @param name names the server in threads, logs and metrics
 * @param endpoint where it listens; port 0 takes any free port
 * @param model how it uses threads
 * @param wireFormat how the bytes look
 * @param maxConnections the most connections open at a time, at least 1; more are accepted and closed at once
 * @param backlog the most connections waiting to be accepted, at least 1; the operating system may allow fewer
 * @param readTimeout how long a message may take to arrive once it has begun, and how long a client may not take any of its
 *     reply; zero for ever
 * @param idleTimeout how long a connection may stay open without a call; zero for ever
 * @param selectorThreads threads for I/O of models that have them, at least 1
 * @param executor the threads that handlers run on
 * @param shutdown how it stops
 * @param socket what the operating system is told about connections
 * @param unixMode who may connect to a unix socket, set before it accepts; {@code null} leaves it to the process's umask. No
 *     other endpoint has it
 * @param eventLoop what is set about the model {@code event-loop}
 * @param maxReceiveMemory how many bytes messages of all connections may take while they arrive, at least the largest frame.
 *     The first 16 KiB of each connection are not counted. What goes beyond is answered "not executed: overloaded". For our own
 *     models
 * @param interruptCancelled whether the thread of a handler of {@code Iface} is interrupted when the server notices that the client
 *     has gone away, or has shut down its output. For our own models
 * @param tls how connections are encrypted, {@code null} for plain text. With it, a TCP endpoint becomes one of TLS
 * @param allowedPeers from where clients may connect. Others are closed at once
 * @since 0.1
 */
public record ThriftServerOptions(
        String name,
        Endpoint endpoint,
        ServerModel model,
        WireFormat wireFormat,
        int maxConnections,
        int backlog,
        Duration readTimeout,
        Duration idleTimeout,
        int selectorThreads,
        ExecutorOptions executor,
        ShutdownOptions shutdown,
        SocketOptions socket,
        @Nullable Set<PosixFilePermission> unixMode,
        EventLoopOptions eventLoop,
        long maxReceiveMemory,
        boolean interruptCancelled,
        @Nullable TlsOptions tls,
        AllowedPeers allowedPeers) {

    /**
     * Checks ranges and combinations.
     *
     * @throws IllegalArgumentException if a value is out of its range, or the model cannot do the layered transport, or is not
     *     for a libthrift as old as the one on the class path, or no server can listen on the endpoint
     */
    public ThriftServerOptions {
        model.checkLibthrift(Libthrift.framesKnowTheirConnection());
        wireFormat = model.resolve(wireFormat);
        endpoint = tls == null ? endpoint : endpoint.secured();
        if (!Sockets.canListen(endpoint)) {
            throw new IllegalArgumentException("endpoint: " + endpoint
                    + " (expected: tcp, tls, unix or memory; a web server" + " serves Thrift over HTTP)");
        }
        checkTls(tls, endpoint, model);
        unixMode = unixMode == null ? null : Set.copyOf(unixMode);
        atLeastOne("max-connections", maxConnections);
        atLeastOne("backlog", backlog);
        atLeastOne("selector-threads", selectorThreads);
        notNegative("read-timeout", readTimeout);
        notNegative("idle-timeout", idleTimeout);
        int maxFrameSize = wireFormat.limits().maxFrameSize();
        if (maxReceiveMemory < maxFrameSize) {
            throw new IllegalArgumentException("max-receive-memory: " + maxReceiveMemory + " bytes (expected: "
                    + maxFrameSize + " or more, since a frame may have so many)");
        }
        if (executor.threads() == ExecutorThreads.EVENT_LOOP && model != ServerModel.EVENT_LOOP) {
            throw new IllegalArgumentException("executor.threads: " + executor.threads() + " with model " + model
                    + " (expected: platform or virtual; only the model event-loop runs handlers on its loops)");
        }
        if (!model.supports(wireFormat.transport())) {
            throw new IllegalArgumentException("transport: " + wireFormat.transport() + " with model " + model
                    + " (expected: " + model.expectedTransports() + ")");
        }
    }

    private static void checkTls(@Nullable TlsOptions tls, Endpoint endpoint, ServerModel model) {
        if (endpoint.isTls() != (tls != null)) {
            throw new IllegalArgumentException("ssl: " + (tls == null ? "nothing" : "keys") + " for " + endpoint
                    + " (expected: " + (tls == null ? "keys, such as those of ssl.bundle" : "a TCP port") + ")");
        }
        if (tls != null && !model.supportsTls()) {
            throw new IllegalArgumentException(
                    "ssl: with model " + model + " (expected: the model event-loop, threaded,"
                            + " thread-pool or simple; libthrift's models with non-blocking I/O have no TLS)");
        }
        if (tls != null && tls.plainText() && model != ServerModel.EVENT_LOOP) {
            throw new IllegalArgumentException("ssl.plain-text: true with model " + model
                    + " (expected: the model event-loop, which tells TLS and plain text apart)");
        }
    }

    private static void atLeastOne(String name, int value) {
        if (value < 1) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: 1 or more)");
        }
    }

    private static void notNegative(String name, Duration value) {
        if (value.isNegative()) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: zero or more)");
        }
    }

    /**
     * Options to change step by step, beginning with the defaults: event-loop, each message as it looks, 10,000 connections, a
     * backlog of 1024, 30 s to read a message, 10 min idle, 2 selector threads, a quarter of the heap to receive messages, no interrupts.
     *
     * @param name names the server in threads, logs and metrics
     * @param endpoint where it listens
     * @return a builder
     */
    public static Builder builder(String name, Endpoint endpoint) {
        return new Builder(name, endpoint);
    }

    /**
     * These options, to change some of them.
     *
     * @return a builder that begins with these values
     */
    public Builder toBuilder() {
        return new Builder(name, endpoint)
                .model(model)
                .wireFormat(wireFormat)
                .maxConnections(maxConnections)
                .backlog(backlog)
                .readTimeout(readTimeout)
                .idleTimeout(idleTimeout)
                .selectorThreads(selectorThreads)
                .executor(executor)
                .shutdown(shutdown)
                .socket(socket)
                .unixMode(unixMode)
                .eventLoop(eventLoop)
                .maxReceiveMemory(maxReceiveMemory)
                .interruptCancelled(interruptCancelled)
                .tls(tls)
                .allowedPeers(allowedPeers);
    }

    /** Collects options; each method sets the component of its name and is documented there. */
    public static final class Builder {

        private final String name;
        private Endpoint endpoint;
        private ServerModel model = ServerModel.EVENT_LOOP;
        private WireFormat wireFormat = WireFormat.AUTO;
        private int maxConnections = 10_000;
        private int backlog = 1024;
        private Duration readTimeout = Duration.ofSeconds(30);
        private Duration idleTimeout = Duration.ofMinutes(10);
        private int selectorThreads = 2;
        private ExecutorOptions executor = ExecutorOptions.DEFAULT;
        private ShutdownOptions shutdown = ShutdownOptions.DEFAULT;
        private SocketOptions socket = SocketOptions.DEFAULT;
        private @Nullable Set<PosixFilePermission> unixMode;
        private EventLoopOptions eventLoop = EventLoopOptions.DEFAULT;
        private @Nullable Long maxReceiveMemory;
        private boolean interruptCancelled;
        private @Nullable TlsOptions tls;
        private AllowedPeers allowedPeers = AllowedPeers.ALL;

        private Builder(String name, Endpoint endpoint) {
            this.name = name;
            this.endpoint = endpoint;
        }

        /**
         * Sets where the server listens.
         *
         * @param value an endpoint in place of the one that the builder began with
         * @return this
         */
        public Builder endpoint(Endpoint value) {
            endpoint = value;
            return this;
        }

        /**
         * Sets how the server uses threads.
         *
         * @param value the model
         * @return this
         */
        public Builder model(ServerModel value) {
            model = value;
            return this;
        }

        /**
         * Sets how the bytes look.
         *
         * @param value protocol, layered transport and limits
         * @return this
         */
        public Builder wireFormat(WireFormat value) {
            wireFormat = value;
            return this;
        }

        /**
         * Sets the most connections.
         *
         * @param value at least 1
         * @return this
         */
        public Builder maxConnections(int value) {
            maxConnections = value;
            return this;
        }

        /**
         * Sets the most connections waiting to be accepted.
         *
         * @param value at least 1
         * @return this
         */
        public Builder backlog(int value) {
            backlog = value;
            return this;
        }

        /**
         * Sets how long a message may take to arrive.
         *
         * @param value zero for ever
         * @return this
         */
        public Builder readTimeout(Duration value) {
            readTimeout = value;
            return this;
        }

        /**
         * Sets how long a connection may be idle.
         *
         * @param value zero for ever
         * @return this
         */
        public Builder idleTimeout(Duration value) {
            idleTimeout = value;
            return this;
        }

        /**
         * Sets the number of threads for I/O.
         *
         * @param value at least 1
         * @return this
         */
        public Builder selectorThreads(int value) {
            selectorThreads = value;
            return this;
        }

        /**
         * Sets the threads that handlers run on.
         *
         * @param value threads and queue
         * @return this
         */
        public Builder executor(ExecutorOptions value) {
            executor = value;
            return this;
        }

        /**
         * Sets how the server stops.
         *
         * @param value quiet and grace period
         * @return this
         */
        public Builder shutdown(ShutdownOptions value) {
            shutdown = value;
            return this;
        }

        /**
         * Sets what the operating system is told about connections.
         *
         * @param value options of sockets
         * @return this
         */
        public Builder socket(SocketOptions value) {
            socket = value;
            return this;
        }

        /**
         * Sets who may connect to a unix socket.
         *
         * @param value permissions of its file, of which connecting needs to write; {@code null} leaves them to the umask
         * @return this
         */
        public Builder unixMode(@Nullable Set<PosixFilePermission> value) {
            unixMode = value;
            return this;
        }

        /**
         * Sets what is special to the model {@code event-loop}.
         *
         * @param value I/O, number of loops, bounds
         * @return this
         */
        public Builder eventLoop(EventLoopOptions value) {
            eventLoop = value;
            return this;
        }

        /**
         * Sets how much messages may take while they arrive.
         *
         * @param value bytes, at least as many as the largest frame has; {@code null}, the default, for a quarter of the heap, or
         *     the largest frame if that is more
         * @return this
         */
        public Builder maxReceiveMemory(@Nullable Long value) {
            maxReceiveMemory = value;
            return this;
        }

        /**
         * Sets whether handlers are interrupted whose client has gone away.
         *
         * @param value whether they are
         * @return this
         */
        public Builder interruptCancelled(boolean value) {
            interruptCancelled = value;
            return this;
        }

        /**
         * Sets how connections are encrypted.
         *
         * @param value {@code null} for plain text
         * @return this
         */
        public Builder tls(@Nullable TlsOptions value) {
            tls = value;
            return this;
        }

        /**
         * Sets from where clients may connect.
         *
         * @param value addresses, or {@link AllowedPeers#ALL}
         * @return this
         */
        public Builder allowedPeers(AllowedPeers value) {
            allowedPeers = value;
            return this;
        }

        private long receiveMemory() {
            long quarter = Runtime.getRuntime().maxMemory() / 4;
            return maxReceiveMemory != null
                    ? maxReceiveMemory
                    : Math.max(quarter, wireFormat.limits().maxFrameSize());
        }

        /**
         * Checks and freezes the options.
         *
         * @return the options
         * @throws IllegalArgumentException if a value is out of its range, or the model cannot do the layered transport
         */
        public ThriftServerOptions build() {
            return new ThriftServerOptions(
                    name,
                    endpoint,
                    model,
                    wireFormat,
                    maxConnections,
                    backlog,
                    readTimeout,
                    idleTimeout,
                    selectorThreads,
                    executor,
                    shutdown,
                    socket,
                    unixMode,
                    eventLoop,
                    receiveMemory(),
                    interruptCancelled,
                    tls,
                    allowedPeers);
        }
    }
}
