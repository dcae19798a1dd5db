package io.thriftboot.spring.server;

import io.thriftboot.protocol.ThriftProtocol;
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

    static final int NO_PORT = -1;

    /** Whether the server is started, if a service is exported by it. */
    private boolean enabled = true;

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
    @NestedConfigurationProperty
    private final ExecutorProperties executor = new ExecutorProperties();

    /** What is special to the model event-loop. */
    @NestedConfigurationProperty
    private final EventLoopProperties eventLoop = new EventLoopProperties();

    /** Thrift over HTTP, on the application's servlet web server. */
    @NestedConfigurationProperty
    private final HttpProperties http = new HttpProperties();

    /** A unix socket to listen on. */
    @NestedConfigurationProperty
    private final UnixSocketProperties unix = new UnixSocketProperties();

    /** A name to listen on within this process. */
    @NestedConfigurationProperty
    private final MemoryProperties memory = new MemoryProperties();

    /** Ids that name calls. */
    @NestedConfigurationProperty
    private final TransactionIdProperties transactionId = new TransactionIdProperties();

    /** What the operating system is told about connections. */
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
    @NestedConfigurationProperty
    private final AccessLogProperties accessLog = new AccessLogProperties();

    /** Requests and replies in files, to be sent again. */
    @NestedConfigurationProperty
    private final RecordingProperties recording = new RecordingProperties();

    /** How the server stops. */
    @NestedConfigurationProperty
    private final ShutdownProperties shutdown = new ShutdownProperties();

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

    public ExecutorProperties getExecutor() {
        return executor;
    }

    public EventLoopProperties getEventLoop() {
        return eventLoop;
    }

    public HttpProperties getHttp() {
        return http;
    }

    public UnixSocketProperties getUnix() {
        return unix;
    }

    public MemoryProperties getMemory() {
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

    public AccessLogProperties getAccessLog() {
        return accessLog;
    }

    public RecordingProperties getRecording() {
        return recording;
    }

    public ShutdownProperties getShutdown() {
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
}
