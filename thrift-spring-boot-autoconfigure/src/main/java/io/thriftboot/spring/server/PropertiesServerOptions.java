package io.thriftboot.spring.server;

import io.thriftboot.recording.Recorder;
import io.thriftboot.recording.RecordingOptions;
import io.thriftboot.server.AllowedPeers;
import io.thriftboot.server.EventLoopOptions;
import io.thriftboot.server.ExecutorOptions;
import io.thriftboot.server.ExecutorThreads;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ShutdownOptions;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.spring.properties.TlsBundles;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.TlsOptions;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/**
 * Sees the properties of a server as its options.
 *
 * @param name the server's name
 * @param properties its properties
 * @param threads the kind of threads that the application prefers
 */
record PropertiesServerOptions(String name, ThriftServerProperties properties, ExecutorThreads threads) {

    private static final int MAX_PORT = 65_535;
    private static final String NAME = "a letter, then letters, digits, dots, dashes and underscores";
    /** What HTTP can carry too. */
    private static final String HEADER = "[\\w!#$%&'*+.^`|~-]+";

    private static final String PATH = "(/[^/*?#;\\s]+)+";

    /**
     * The options.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    ThriftServerOptions options() {
        return ThriftServerOptions.builder(name, endpoint())
                .model(model())
                .wireFormat(properties.toWireFormat())
                .maxConnections(properties.getMaxConnections())
                .backlog(properties.getBacklog())
                .readTimeout(properties.getReadTimeout())
                .idleTimeout(properties.getIdleTimeout())
                .selectorThreads(properties.getSelectorThreads())
                .executor(executor())
                .shutdown(shutdown())
                .socket(properties.getSocket().toOptions())
                .unixMode(unixMode())
                .eventLoop(eventLoop())
                .maxReceiveMemory(maxReceiveMemory())
                .interruptCancelled(properties.isInterruptCancelled())
                .allowedPeers(AllowedPeers.of(properties.getAllowedPeers()))
                .build();
    }

    /**
     * The options with TLS, where the properties ask for it.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    ThriftServerOptions options(TlsBundles bundles) {
        ServerSsl ssl = properties.getSsl();
        if (!ssl.isInUse()) {
            return options();
        }
        TlsOptions tls = bundles.of(ssl.getBundle())
                .with(ssl.getClientAuth())
                .withPlainText(ssl.isPlainText())
                .withHandshakeTimeout(ssl.getHandshakeTimeout());
        return options().toBuilder().tls(tls).build();
    }

    private Endpoint endpoint() {
        String path = properties.getUnix().getPath();
        String memory = properties.getMemory().getName();
        if (path != null && memory != null) {
            throw new IllegalArgumentException(
                    "memory.name: " + memory + " (expected: nothing, since unix.path is set)");
        }
        if (path != null) {
            return checked("unix.path", path, "an absolute path", () -> Endpoint.unix(Path.of(path)));
        }
        return memory == null ? tcp() : checked("memory.name", memory, NAME, () -> Endpoint.memory(memory));
    }

    private static <T> T checked(String property, String value, String expected, Supplier<T> conversion) {
        try {
            return conversion.get();
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException(property + ": " + value + " (expected: " + expected + ")", ex);
        }
    }

    private @Nullable Set<PosixFilePermission> unixMode() {
        String mode = properties.getUnix().getMode();
        return mode == null
                ? null
                : checked(
                        "unix.mode",
                        mode,
                        "nine letters and dashes, such as rw-rw----",
                        () -> PosixFilePermissions.fromString(mode));
    }

    private Endpoint tcp() {
        int port = Objects.requireNonNull(properties.getPort());
        boolean noPort =
                port == ThriftServerProperties.NO_PORT && properties.getHttp().getPath() != null;
        if (!noPort && (port < 0 || port > MAX_PORT)) {
            throw new IllegalArgumentException("port: " + port + " (expected: 0 to " + MAX_PORT + ", or "
                    + ThriftServerProperties.NO_PORT + " together with http.path)");
        }
        if (properties.getAddress().isBlank()) {
            throw new IllegalArgumentException("address:  (expected: a host name or a literal address)");
        }
        return Endpoint.tcp(properties.getAddress(), noPort ? 0 : port);
    }

    /**
     * The path for Thrift over HTTP, {@code null} if there is none.
     *
     * @throws IllegalArgumentException if it is no path, or the one that everything else is served at
     */
    @Nullable
    String httpPath() {
        String path = properties.getHttp().getPath();
        if (path != null && !path.matches(PATH)) {
            throw new IllegalArgumentException(
                    "http.path: " + path + " (expected: a path such as /thrift, without wildcard and query)");
        }
        return path;
    }

    private int accessLogLength() {
        int length = properties.getAccessLog().getMaxLength();
        if (length < 0) {
            throw new IllegalArgumentException("access-log.max-length: " + length + " (expected: 0 or more)");
        }
        return length;
    }

    /**
     * Has a processor do what the properties say.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    ThriftProcessor.Builder configure(ThriftProcessor.Builder processor) {
        properties.getForwardHeaders().forEach(header -> checkHeader("forward-headers", header));
        processor.forwardHeaders(properties.getForwardHeaders());
        TransactionIdProperties transactionId = properties.getTransactionId();
        checkHeader("transaction-id.header", transactionId.getHeader());
        if (transactionId.isEnabled()) {
            processor.transactionIds(transactionId.getHeader());
        }
        if (properties.getAccessLog().isEnabled()) {
            processor.accessLog(name, accessLogLength());
        }
        RecordingOptions recording = recording();
        if (recording != null) {
            processor.recorder(new Recorder(recording, name));
        }
        return processor;
    }

    private static void checkHeader(String property, String header) {
        if (!header.matches(HEADER)) {
            throw new IllegalArgumentException(property + ": " + header
                    + " (expected: a name such as tenant, of letters, digits, dashes and the like)");
        }
    }

    /**
     * Where requests are recorded, {@code null} if they are not.
     *
     * @throws IllegalArgumentException if there is no directory, or a figure is too small
     */
    private @Nullable RecordingOptions recording() {
        RecordingProperties recording = properties.getRecording();
        if (!recording.isEnabled()) {
            return null;
        }
        String directory = recording.getDirectory();
        if (directory == null || directory.isBlank()) {
            throw new IllegalArgumentException(
                    "recording.directory: not set (expected: a directory, where " + "recording.enabled is true)");
        }
        return new RecordingOptions(
                Path.of(directory), recording.getMaxFileSize().toBytes(), recording.getMaxFiles());
    }

    /** For handlers that wait, a virtual thread for each connection is the fastest; otherwise event loops are. */
    private ServerModel model() {
        ServerModel model = properties.getModel();
        if (model != null) {
            return model;
        }
        return properties.getExecutor().threadsOr(threads) == ExecutorThreads.VIRTUAL
                ? ServerModel.THREADED
                : ServerModel.EVENT_LOOP;
    }

    private @Nullable Long maxReceiveMemory() {
        DataSize size = properties.getMaxReceiveMemory();
        return size == null ? null : size.toBytes();
    }

    private EventLoopOptions eventLoop() {
        EventLoopProperties loop = properties.getEventLoop();
        return new EventLoopOptions(
                loop.getIo(),
                loop.getThreads(),
                loop.getMaxCallsPerConnection(),
                loop.getMaxCalls(),
                bytes("event-loop.write-buffer-high-water-mark", loop.getWriteBufferHighWaterMark()));
    }

    private static int bytes(String property, DataSize size) {
        if (size.toBytes() < 1 || size.toBytes() > Integer.MAX_VALUE) {
            throw new IllegalArgumentException(
                    property + ": " + size + " (expected: 1B to " + Integer.MAX_VALUE + "B)");
        }
        return (int) size.toBytes();
    }

    private ExecutorOptions executor() {
        ExecutorProperties executor = properties.getExecutor();
        return new ExecutorOptions(executor.getMaxThreads(), executor.getQueueCapacity(), executor.threadsOr(threads));
    }

    private ShutdownOptions shutdown() {
        ShutdownProperties shutdown = properties.getShutdown();
        return new ShutdownOptions(shutdown.getQuietPeriod(), shutdown.getGracePeriod());
    }
}
