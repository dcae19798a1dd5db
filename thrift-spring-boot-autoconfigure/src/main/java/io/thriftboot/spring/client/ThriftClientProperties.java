package io.thriftboot.spring.client;

import io.thriftboot.client.ClientMode;
import io.thriftboot.client.LoadBalancing;
import io.thriftboot.spring.properties.SocketProperties;
import io.thriftboot.spring.properties.WireFormatProperties;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;

/** The defaults of the named clients. */
@ConfigurationProperties("thrift.client")
class ThriftClientProperties extends WireFormatProperties {

    /** Addresses of the servers, as host:port, [IPv6]:port, tls://host:port, dns://host:port for all addresses of a host, discovery:service-id, unix:/path, memory:name or http(s)://host:port/path, comma separated. Placeholders that cannot be resolved at start are resolved when the client is called. */
    private List<String> address = List.of();

    /** How old what dns: and discovery: addresses stand for may be before it is looked up again, more than 0s. */
    private Duration addressRefresh = Duration.ofSeconds(10);

    /** How the server of a call is chosen: round-robin, or least-request, the one with fewer calls in flight of two that are chosen at random. A bean of the type EndpointSelector takes the place of both. */
    private LoadBalancing loadBalancing = LoadBalancing.ROUND_ROBIN;

    /** When an endpoint gets no calls for a while because those that it got failed. */
    @NestedConfigurationProperty
    private final EjectionProperties ejection = new EjectionProperties();

    /** How requests look in the header protocol. */
    @NestedConfigurationProperty
    private final HeaderProperties header = new HeaderProperties();

    /** Name of the bean that answers calls which failed for any reason but a declared exception. It implements the generated Iface of the services that the client calls. */
    private @Nullable String fallback;

    /** Name of the Resilience4j circuit breaker that calls go through, in the CircuitBreakerRegistry among the beans. */
    private @Nullable String circuitBreaker;

    /** Name of the Resilience4j rate limiter that calls go through, in the RateLimiterRegistry among the beans. */
    private @Nullable String rateLimiter;

    /** Name of the Resilience4j bulkhead that calls go through, in the BulkheadRegistry among the beans. */
    private @Nullable String bulkhead;

    /** How long opening a connection may take, more than 0s. The call's timeout also bounds it. */
    private Duration connectTimeout = Duration.ofSeconds(1);

    /** How long a call may take in all: waiting for a connection, connecting, sending, the reply, retries; 0s for ever. */
    private Duration timeout = Duration.ofSeconds(5);

    /** Whether the service's name is sent with each call, for servers with several services. */
    private boolean multiplexed;

    /** How calls use connections: pooled keeps them for further calls, shared has the calls of all callers on few of them, short has one for each call. */
    private ClientMode mode = ClientMode.POOLED;

    /** Connections kept for each endpoint. */
    private final Pool pool = new Pool();

    /** Connections that all callers share, in mode shared. */
    private final Shared shared = new Shared();

    /** How often, when and why calls are tried again. */
    @NestedConfigurationProperty
    private final RetryProperties retry = new RetryProperties();

    /** What the operating system is told about connections. */
    @NestedConfigurationProperty
    private final SocketProperties socket = new SocketProperties();

    /** How connections are encrypted. */
    @NestedConfigurationProperty
    private final ClientSsl ssl = new ClientSsl();

    public ClientSsl getSsl() {
        return ssl;
    }

    public List<String> getAddress() {
        return address;
    }

    public void setAddress(List<String> address) {
        this.address = address;
    }

    public Duration getAddressRefresh() {
        return addressRefresh;
    }

    public void setAddressRefresh(Duration addressRefresh) {
        this.addressRefresh = addressRefresh;
    }

    public LoadBalancing getLoadBalancing() {
        return loadBalancing;
    }

    public void setLoadBalancing(LoadBalancing loadBalancing) {
        this.loadBalancing = loadBalancing;
    }

    public EjectionProperties getEjection() {
        return ejection;
    }

    public HeaderProperties getHeader() {
        return header;
    }

    public @Nullable String getFallback() {
        return fallback;
    }

    public void setFallback(@Nullable String fallback) {
        this.fallback = fallback;
    }

    public @Nullable String getCircuitBreaker() {
        return circuitBreaker;
    }

    public void setCircuitBreaker(@Nullable String circuitBreaker) {
        this.circuitBreaker = circuitBreaker;
    }

    public @Nullable String getRateLimiter() {
        return rateLimiter;
    }

    public void setRateLimiter(@Nullable String rateLimiter) {
        this.rateLimiter = rateLimiter;
    }

    public @Nullable String getBulkhead() {
        return bulkhead;
    }

    public void setBulkhead(@Nullable String bulkhead) {
        this.bulkhead = bulkhead;
    }

    public Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public Duration getTimeout() {
        return timeout;
    }

    public void setTimeout(Duration timeout) {
        this.timeout = timeout;
    }

    public boolean isMultiplexed() {
        return multiplexed;
    }

    public void setMultiplexed(boolean multiplexed) {
        this.multiplexed = multiplexed;
    }

    public ClientMode getMode() {
        return mode;
    }

    public void setMode(ClientMode mode) {
        this.mode = mode;
    }

    public Pool getPool() {
        return pool;
    }

    public Shared getShared() {
        return shared;
    }

    public RetryProperties getRetry() {
        return retry;
    }

    public SocketProperties getSocket() {
        return socket;
    }

    /** Connections kept for each endpoint. */
    static class Pool {

        /** Most connections to each endpoint, 1 or more. */
        private int maxTotal = 16;

        /** Most connections kept without a call, from 0 to max-total. */
        private int maxIdle = 16;

        /** Connections kept ready at all times, from 0 to max-idle. */
        private int minIdle;

        /** Longest wait for a connection when all are in use, more than 0s. The call's timeout also bounds it. */
        private Duration maxWait = Duration.ofSeconds(1);

        /** How long a connection is used before a new one takes its place; 0s for ever. Each gets up to a tenth less. */
        private Duration maxLifetime = Duration.ofMinutes(30);

        /** How long a connection may be without a call before it is closed; 0s for ever. */
        private Duration idleTimeout = Duration.ofMinutes(5);

        public int getMaxTotal() {
            return maxTotal;
        }

        public void setMaxTotal(int maxTotal) {
            this.maxTotal = maxTotal;
        }

        public int getMaxIdle() {
            return maxIdle;
        }

        public void setMaxIdle(int maxIdle) {
            this.maxIdle = maxIdle;
        }

        public int getMinIdle() {
            return minIdle;
        }

        public void setMinIdle(int minIdle) {
            this.minIdle = minIdle;
        }

        public Duration getMaxWait() {
            return maxWait;
        }

        public void setMaxWait(Duration maxWait) {
            this.maxWait = maxWait;
        }

        public Duration getMaxLifetime() {
            return maxLifetime;
        }

        public void setMaxLifetime(Duration maxLifetime) {
            this.maxLifetime = maxLifetime;
        }

        public Duration getIdleTimeout() {
            return idleTimeout;
        }

        public void setIdleTimeout(Duration idleTimeout) {
            this.idleTimeout = idleTimeout;
        }
    }

    /** Connections that all callers share, in mode shared. */
    static class Shared {

        /** Most connections to each endpoint, 0 or more; 0 for one a processor. One is opened at first, the next when the others are slow or full. */
        private int connections;

        /** Most calls that wait for their replies on a connection, 1 or more. Where all connections have so many, callers wait up to pool.max-wait, and asynchronous calls fail unsent. */
        private int maxCallsInFlight = 1000;

        /** How old the oldest unanswered call of a connection may be until further calls take the next one; 0s for ever. Replies come in the order of the calls. */
        private Duration slowAfter = Duration.ofMillis(10);

        /** Of how many calls that timed out or were interrupted the replies may be outstanding on a connection, 0 or more. With one more it is closed. */
        private int maxAbandoned = 100;

        /** Most threads that callbacks of asynchronous calls run on, 0 or more; 0 for one a processor. */
        private int callbackThreads;

        public int getConnections() {
            return connections;
        }

        public void setConnections(int connections) {
            this.connections = connections;
        }

        public int getMaxCallsInFlight() {
            return maxCallsInFlight;
        }

        public void setMaxCallsInFlight(int maxCallsInFlight) {
            this.maxCallsInFlight = maxCallsInFlight;
        }

        public Duration getSlowAfter() {
            return slowAfter;
        }

        public void setSlowAfter(Duration slowAfter) {
            this.slowAfter = slowAfter;
        }

        public int getMaxAbandoned() {
            return maxAbandoned;
        }

        public void setMaxAbandoned(int maxAbandoned) {
            this.maxAbandoned = maxAbandoned;
        }

        public int getCallbackThreads() {
            return callbackThreads;
        }

        public void setCallbackThreads(int callbackThreads) {
            this.callbackThreads = callbackThreads;
        }
    }
}
