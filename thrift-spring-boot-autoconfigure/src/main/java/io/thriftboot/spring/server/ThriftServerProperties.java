package io.thriftboot.spring.server;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.EventLoopIo;
import io.thriftboot.server.ExecutorThreads;
import io.thriftboot.server.ServerModel;
import io.thriftboot.spring.properties.SocketProperties;
import io.thriftboot.spring.properties.WireFormatProperties;
import io.thriftboot.transport.LayeredTransport;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.NestedConfigurationProperty;
import org.springframework.util.unit.DataSize;

/** The default server, and the defaults of the named ones. */
@ConfigurationProperties("thrift.server")
class ThriftServerProperties extends WireFormatProperties {

    /** Whether the server is started, if a service is exported by it. */
    private boolean enabled = true;

    static final int NO_PORT = -1;

    /** Port to listen on, from 0 to 65535; 0 takes any free port, -1 none, for a server with an http.path. */
    private @Nullable Integer port = 9090;

    /** Host name or literal address of the network interface to listen on. */
    private String address = "0.0.0.0";

    /** How the server uses threads for connections and calls. Unless set, threaded where its threads are virtual, else event-loop. */
    private @Nullable ServerModel model;

    /** How much messages of all connections may take while they arrive, max-frame-size or more. Further ones are answered "not executed". The first 16 KiB of each connection are not counted. For the models event-loop and threaded. Unless set, a quarter of the heap. */
    private @Nullable DataSize maxReceiveMemory;

    /** Whether handlers of Iface are interrupted when their client has gone away, or has shut down its output. For the models event-loop and threaded. */
    private boolean interruptCancelled = false;

    /** How long a message may take to arrive once it has begun; 0s for ever. */
    private Duration readTimeout = Duration.ofSeconds(30);

    /** How long a connection may stay open without a call; 0s for ever. */
    private Duration idleTimeout = Duration.ofMinutes(10);

    /** Most connections open at a time, 1 or more. Further ones are closed at once. */
    private int maxConnections = 10000;

    /** Most connections waiting to be accepted, 1 or more. The operating system may allow fewer. */
    private int backlog = 1024;

    /** Name of the service that answers clients which are not multiplexed, where the server has several services. By default only a server's single service does. */
    private @Nullable String defaultService;

    /** Names of headers, in any case, that go from a request to the calls that are made while it is handled. */
    private List<String> forwardHeaders = List.of();

    /** Threads for I/O of models that have them, 1 or more. */
    private int selectorThreads = 2;

    /** Threads that handlers run on. */
    private final Executor executor = new Executor();

    /** What is special to the model event-loop. */
    private final EventLoop eventLoop = new EventLoop();

    /** Thrift over HTTP, on the application's servlet web server. */
    private final Http http = new Http();

    /** A unix socket to listen on. */
    private final Unix unix = new Unix();

    /** A name to listen on within this process. */
    private final Memory memory = new Memory();

    /** What the operating system is told about connections. */
    @NestedConfigurationProperty
    private final TransactionIdProperties transactionId = new TransactionIdProperties();

    @NestedConfigurationProperty
    private final SocketProperties socket = new SocketProperties();

    /** Addresses of clients that may connect, such as 10.0.0.0/8 or fd00::/8, comma separated; none for all. Others are closed at once. Names are not looked up. */
    private List<String> allowedPeers = List.of();

    /** How connections are encrypted. */
    @NestedConfigurationProperty
    private final ServerSsl ssl = new ServerSsl();

    /** Who may call what, which Spring Security decides. */
    @NestedConfigurationProperty
    private final AuthorizationProperties authorization = new AuthorizationProperties();

    /** A line for each call. */
    private final AccessLog accessLog = new AccessLog();

    /** Requests and replies in files, to be sent again. */
    @NestedConfigurationProperty
    private final RecordingProperties recording = new RecordingProperties();

    /** How the server stops. */
    private final Shutdown shutdown = new Shutdown();

    ThriftServerProperties() {
        setProtocol(ThriftProtocol.AUTO);
        setTransport(LayeredTransport.AUTO);
    }

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public @Nullable Integer getPort() {
        return port;
    }

    public void setPort(@Nullable Integer port) {
        this.port = port;
    }

    public String getAddress() {
        return address;
    }

    public void setAddress(String address) {
        this.address = address;
    }

    public @Nullable ServerModel getModel() {
        return model;
    }

    public void setModel(@Nullable ServerModel model) {
        this.model = model;
    }

    public @Nullable DataSize getMaxReceiveMemory() {
        return maxReceiveMemory;
    }

    public void setMaxReceiveMemory(@Nullable DataSize maxReceiveMemory) {
        this.maxReceiveMemory = maxReceiveMemory;
    }

    public boolean isInterruptCancelled() {
        return interruptCancelled;
    }

    public void setInterruptCancelled(boolean interruptCancelled) {
        this.interruptCancelled = interruptCancelled;
    }

    public Duration getReadTimeout() {
        return readTimeout;
    }

    public void setReadTimeout(Duration readTimeout) {
        this.readTimeout = readTimeout;
    }

    public Duration getIdleTimeout() {
        return idleTimeout;
    }

    public void setIdleTimeout(Duration idleTimeout) {
        this.idleTimeout = idleTimeout;
    }

    public int getMaxConnections() {
        return maxConnections;
    }

    public void setMaxConnections(int maxConnections) {
        this.maxConnections = maxConnections;
    }

    public int getBacklog() {
        return backlog;
    }

    public void setBacklog(int backlog) {
        this.backlog = backlog;
    }

    public @Nullable String getDefaultService() {
        return defaultService;
    }

    public void setDefaultService(@Nullable String defaultService) {
        this.defaultService = defaultService;
    }

    public int getSelectorThreads() {
        return selectorThreads;
    }

    public void setSelectorThreads(int selectorThreads) {
        this.selectorThreads = selectorThreads;
    }

    public Executor getExecutor() {
        return executor;
    }

    public EventLoop getEventLoop() {
        return eventLoop;
    }

    public Http getHttp() {
        return http;
    }

    public Unix getUnix() {
        return unix;
    }

    public Memory getMemory() {
        return memory;
    }

    public SocketProperties getSocket() {
        return socket;
    }

    public List<String> getForwardHeaders() {
        return forwardHeaders;
    }

    public void setForwardHeaders(List<String> forwardHeaders) {
        this.forwardHeaders = forwardHeaders;
    }

    public TransactionIdProperties getTransactionId() {
        return transactionId;
    }

    public List<String> getAllowedPeers() {
        return allowedPeers;
    }

    public void setAllowedPeers(List<String> allowedPeers) {
        this.allowedPeers = allowedPeers;
    }

    public ServerSsl getSsl() {
        return ssl;
    }

    public AuthorizationProperties getAuthorization() {
        return authorization;
    }

    public AccessLog getAccessLog() {
        return accessLog;
    }

    public RecordingProperties getRecording() {
        return recording;
    }

    public Shutdown getShutdown() {
        return shutdown;
    }

    /** Sets back what a named server does not inherit. */
    void forgetOwn() {
        enabled = true;
        port = null;
        defaultService = null;
        http.setPath(null);
        unix.setPath(null);
        memory.setName(null);
    }

    /** Whether the server listens anywhere but on the application's web server. */
    boolean listens() {
        boolean hasPort = port != null && port != NO_PORT;
        return hasPort || unix.getPath() != null || memory.getName() != null;
    }

    /** What is special to the model event-loop. */
    static class EventLoop {

        /** How loops wait for the operating system: auto, io_uring, epoll or nio. With auto epoll, where it works and the server listens on TCP, else nio. */
        private EventLoopIo io = EventLoopIo.AUTO;

        /** Number of loops, 0 or more; 0 for one a processor. */
        private int threads = 0;

        /** Most calls of a connection that are handled or wait at a time, 1 or more. No more is read from it meanwhile. */
        private int maxCallsPerConnection = 256;

        /** Most calls of all connections that are handled or wait at a time, 1 or more. Further ones are answered "not executed". */
        private int maxCalls = 10000;

        /** How much of its replies may wait for a client to take them, from 1B to 2147483647B. No more is read from it meanwhile. */
        private DataSize writeBufferHighWaterMark = DataSize.ofMegabytes(1);

        public EventLoopIo getIo() {
            return io;
        }

        public void setIo(EventLoopIo io) {
            this.io = io;
        }

        public int getThreads() {
            return threads;
        }

        public void setThreads(int threads) {
            this.threads = threads;
        }

        public int getMaxCallsPerConnection() {
            return maxCallsPerConnection;
        }

        public void setMaxCallsPerConnection(int maxCallsPerConnection) {
            this.maxCallsPerConnection = maxCallsPerConnection;
        }

        public int getMaxCalls() {
            return maxCalls;
        }

        public void setMaxCalls(int maxCalls) {
            this.maxCalls = maxCalls;
        }

        public DataSize getWriteBufferHighWaterMark() {
            return writeBufferHighWaterMark;
        }

        public void setWriteBufferHighWaterMark(DataSize writeBufferHighWaterMark) {
            this.writeBufferHighWaterMark = writeBufferHighWaterMark;
        }
    }

    /** A unix socket to listen on. */
    static class Unix {

        /** Absolute path of a unix socket to listen on, instead of a port; address and port are of no meaning then. A socket that a server has left that died is replaced. */
        private @Nullable String path;

        /** Who may connect to the unix socket, as rw-rw----: connecting takes the right to write. Unless set, the process's umask decides. */
        private @Nullable String mode;

        public @Nullable String getPath() {
            return path;
        }

        public void setPath(@Nullable String path) {
            this.path = path;
        }

        public @Nullable String getMode() {
            return mode;
        }

        public void setMode(@Nullable String mode) {
            this.mode = mode;
        }
    }

    /** A name to listen on within this process. */
    static class Memory {

        /** Name to listen on, instead of a port, for clients within this process with the address memory:name; address and port are of no meaning then. */
        private @Nullable String name;

        public @Nullable String getName() {
            return name;
        }

        public void setName(@Nullable String name) {
            this.name = name;
        }
    }

    /** Thrift over HTTP, on the application's servlet web server. */
    static class Http {

        /** Path of the application's servlet web server at which the server is served too, such as /thrift. Off by default. */
        private @Nullable String path;

        public @Nullable String getPath() {
            return path;
        }

        public void setPath(@Nullable String path) {
            this.path = path;
        }
    }

    /** Threads that handlers run on. */
    static class Executor {

        /** Most threads for calls, 1 or more. With a thread for each connection this also bounds how many connections are served at a time. */
        private int maxThreads = 64;

        /** Most calls that wait for a thread, 0 or more. Further ones are refused. Threads are added before calls wait. */
        private int queueCapacity = 1000;

        /** Kind of threads for calls: platform, virtual (Java 21 or newer) or event-loop: those of the model event-loop itself, for handlers that never wait. Unless set, virtual where spring.threads.virtual.enabled is true. */
        private @Nullable ExecutorThreads threads;

        public int getMaxThreads() {
            return maxThreads;
        }

        public void setMaxThreads(int maxThreads) {
            this.maxThreads = maxThreads;
        }

        public int getQueueCapacity() {
            return queueCapacity;
        }

        public void setQueueCapacity(int queueCapacity) {
            this.queueCapacity = queueCapacity;
        }

        public @Nullable ExecutorThreads getThreads() {
            return threads;
        }

        public void setThreads(@Nullable ExecutorThreads threads) {
            this.threads = threads;
        }

        /** The kind of threads, which the application chooses where the property does not. */
        ExecutorThreads threadsOr(ExecutorThreads others) {
            return threads != null ? threads : others;
        }
    }

    /** A line for each call. */
    static class AccessLog {

        /** Whether the logger io.thriftboot.access writes a line for each call at level INFO, and its arguments and result at TRACE. */
        private boolean enabled = false;

        /** How many characters of arguments and of result are logged at level TRACE, 0 or more. */
        private int maxLength = 2000;

        public boolean isEnabled() {
            return enabled;
        }

        public void setEnabled(boolean enabled) {
            this.enabled = enabled;
        }

        public int getMaxLength() {
            return maxLength;
        }

        public void setMaxLength(int maxLength) {
            this.maxLength = maxLength;
        }
    }

    /** How the server stops. */
    static class Shutdown {

        /** How long the server goes on as before after it was asked to stop, so that load balancers notice; 0s or more. */
        private Duration quietPeriod = Duration.ZERO;

        /** How long calls may then take to finish before their connections are closed; 0s or more. With the quiet period less than spring.lifecycle.timeout-per-shutdown-phase. */
        private Duration gracePeriod = Duration.ofSeconds(20);

        public Duration getQuietPeriod() {
            return quietPeriod;
        }

        public void setQuietPeriod(Duration quietPeriod) {
            this.quietPeriod = quietPeriod;
        }

        public Duration getGracePeriod() {
            return gracePeriod;
        }

        public void setGracePeriod(Duration gracePeriod) {
            this.gracePeriod = gracePeriod;
        }
    }
}
