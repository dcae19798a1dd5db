package io.thriftboot.client;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.TlsOptions;
import io.thriftboot.transport.WireFormat;
import java.time.Duration;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Everything that is set about a channel beside where its servers are.
 *
 * @param name names the channel in errors, logs and metrics
 * @param wireFormat how the bytes look
 * @param connectTimeout how long opening a connection may take, without the look-up of the host's name; more than zero.
 *     The call's deadline also bounds it
 * @param timeout how long a call may take in all: waiting for a connection, connecting, sending, the reply, retries; zero
 *     for ever. When no endpoint can be reached, a call tries all of them again, after pauses, until this time is over, so
 *     that it outlives the restart of a server; without a timeout, until {@code connectTimeout} has passed since the first
 *     failure. Endpoints that let {@code connectTimeout} pass without even refusing are tried once
 * @param multiplexed whether the service's name is sent with each call, for servers with several services
 * @param pool the connections kept for each endpoint
 * @param retry how often a call is tried
 * @param mode how calls use connections
 * @param socket what the operating system is told about connections
 * @param shared the connections that all callers share, in mode {@link ClientMode#SHARED}
 * @param ejection when an endpoint gets no calls for a while because those that it got failed
 * @param header how requests look in the header protocol
 * @param callbackExecutor runs the callbacks of asynchronous calls in mode {@link ClientMode#SHARED}, and what interceptors do
 *     before them, instead of {@linkplain SharedOptions#callbackThreads() threads of the channel}; {@code null} for these. It
 *     is not shut down with the channel. What it refuses is run by the thread that has the outcome. An executor that runs tasks
 *     on the calling thread saves a hand-over; callbacks that block then hold up the replies of a whole connection
 * @param tls how connections to TCP ports and {@code https} are encrypted; {@code null} for plain text at endpoints that do not
 *     say {@code tls}, and what the JDK trusts at those that do
 * @since 0.1
 */
public record ThriftChannelOptions(
        String name,
        WireFormat wireFormat,
        Duration connectTimeout,
        Duration timeout,
        boolean multiplexed,
        PoolOptions pool,
        RetryPolicy retry,
        ClientMode mode,
        SocketOptions socket,
        SharedOptions shared,
        EjectionOptions ejection,
        HeaderOptions header,
        @Nullable Executor callbackExecutor,
        @Nullable TlsOptions tls) {

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public ThriftChannelOptions {
        if (connectTimeout.isNegative() || connectTimeout.isZero()) {
            throw new IllegalArgumentException("connect-timeout: " + connectTimeout + " (expected: more than zero)");
        }
        if (wireFormat.protocol() == ThriftProtocol.AUTO) {
            throw new IllegalArgumentException(
                    "protocol: auto (expected: binary, compact, json or header; only servers find out)");
        }
        if (wireFormat.transport() == LayeredTransport.AUTO) {
            throw new IllegalArgumentException(
                    "transport: auto (expected: framed, fast-framed, buffered or zlib; only servers find out)");
        }
        if (timeout.isNegative()) {
            throw new IllegalArgumentException("timeout: " + timeout + " (expected: zero or more)");
        }
        if (mode == ClientMode.SHARED && !wireFormat.transport().isFramed()) {
            throw new IllegalArgumentException("transport: " + wireFormat.transport()
                    + " (expected: FRAMED or FAST_FRAMED, since callers share connections)");
        }
    }

    /** The same endpoint with TLS, if the channel encrypts what goes to TCP ports. */
    Endpoint secured(Endpoint endpoint) {
        return tls == null ? endpoint : endpoint.secured();
    }

    /**
     * The defaults: framed binary, 1 s to connect, 5 s a call, not multiplexed, the default pool, two attempts.
     *
     * @param name names the channel in errors, logs and metrics
     * @return the options
     */
    public static ThriftChannelOptions defaults(String name) {
        return builder(name).build();
    }

    /**
     * Options to change step by step, beginning with the {@linkplain #defaults defaults}.
     *
     * @param name names the channel in errors, logs and metrics
     * @return a builder
     */
    public static Builder builder(String name) {
        return new Builder(name);
    }

    /**
     * These options, to change some of them.
     *
     * @return a builder that begins with these values
     */
    public Builder toBuilder() {
        return new Builder(name)
                .wireFormat(wireFormat)
                .connectTimeout(connectTimeout)
                .timeout(timeout)
                .multiplexed(multiplexed)
                .pool(pool)
                .retry(retry)
                .mode(mode)
                .socket(socket)
                .shared(shared)
                .ejection(ejection)
                .header(header)
                .callbackExecutor(callbackExecutor)
                .tls(tls);
    }

    /** Collects options; each method sets the component of its name and is documented there. */
    public static final class Builder {

        private final String name;
        private WireFormat wireFormat = WireFormat.DEFAULT;
        private Duration connectTimeout = Duration.ofSeconds(1);
        private Duration timeout = Duration.ofSeconds(5);
        private boolean multiplexed;
        private PoolOptions pool = PoolOptions.DEFAULT;
        private RetryPolicy retry = RetryPolicy.DEFAULT;
        private ClientMode mode = ClientMode.POOLED;
        private SocketOptions socket = SocketOptions.DEFAULT;
        private SharedOptions shared = SharedOptions.DEFAULT;
        private EjectionOptions ejection = EjectionOptions.DEFAULT;
        private HeaderOptions header = HeaderOptions.DEFAULT;
        private @Nullable Executor callbackExecutor;
        private @Nullable TlsOptions tls;

        private Builder(String name) {
            this.name = name;
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
         * Sets how long opening a connection may take.
         *
         * @param value more than zero
         * @return this
         */
        public Builder connectTimeout(Duration value) {
            connectTimeout = value;
            return this;
        }

        /**
         * Sets how long a call may take in all.
         *
         * @param value zero for ever
         * @return this
         */
        public Builder timeout(Duration value) {
            timeout = value;
            return this;
        }

        /**
         * Sets whether the service's name is sent with each call.
         *
         * @param value whether it is
         * @return this
         */
        public Builder multiplexed(boolean value) {
            multiplexed = value;
            return this;
        }

        /**
         * Sets the connections kept for each endpoint.
         *
         * @param value sizes and times
         * @return this
         */
        public Builder pool(PoolOptions value) {
            pool = value;
            return this;
        }

        /**
         * Sets how often a call is tried.
         *
         * @param value the policy
         * @return this
         */
        public Builder retry(RetryPolicy value) {
            retry = value;
            return this;
        }

        /**
         * Sets how calls use connections.
         *
         * @param value the mode
         * @return this
         */
        public Builder mode(ClientMode value) {
            mode = value;
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
         * Sets the connections that all callers share.
         *
         * @param value has a meaning in mode {@link ClientMode#SHARED}
         * @return this
         */
        public Builder shared(SharedOptions value) {
            shared = value;
            return this;
        }

        /**
         * Sets when an endpoint gets no calls for a while.
         *
         * @param value has a meaning where there are several endpoints
         * @return this
         */
        public Builder ejection(EjectionOptions value) {
            ejection = value;
            return this;
        }

        /**
         * Sets how requests look in the header protocol.
         *
         * @param value has a meaning with {@link ThriftProtocol#HEADER}
         * @return this
         */
        public Builder header(HeaderOptions value) {
            header = value;
            return this;
        }

        /**
         * Sets what runs the callbacks of asynchronous calls.
         *
         * @param value has a meaning in mode {@link ClientMode#SHARED}; {@code null} for threads of the channel
         * @return this
         */
        public Builder callbackExecutor(@Nullable Executor value) {
            callbackExecutor = value;
            return this;
        }

        /**
         * Sets how connections are encrypted.
         *
         * @param value {@code null} for plain text at endpoints that do not say {@code tls}
         * @return this
         */
        public Builder tls(@Nullable TlsOptions value) {
            tls = value;
            return this;
        }

        /**
         * Checks and freezes the options.
         *
         * @return the options
         * @throws IllegalArgumentException if a value is out of its range
         */
        public ThriftChannelOptions build() {
            return new ThriftChannelOptions(
                    name,
                    wireFormat,
                    connectTimeout,
                    timeout,
                    multiplexed,
                    pool,
                    retry,
                    mode,
                    socket,
                    shared,
                    ejection,
                    header,
                    callbackExecutor,
                    tls);
        }
    }
}
