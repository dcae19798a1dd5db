package io.thriftboot.spring.server;

import io.thriftboot.recording.Recorder;
import io.thriftboot.server.ConnectionStats;
import io.thriftboot.server.MessageServer;
import io.thriftboot.server.ServerStats;
import io.thriftboot.server.ThreadStats;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The Thrift servers of an application, as they were started last.
 *
 * @since 0.1
 */
public final class ThriftServers {

    /** The name of the server that {@code thrift.server} configures. */
    public static final String DEFAULT = "default";

    /** The name of the bean that registers the servlet for Thrift over HTTP, in a servlet web application. */
    public static final String SERVLET = "thriftServlet";

    /** The name of the bean that has Spring Security decide who may call, where Spring Security is on the class path. */
    public static final String SECURITY = "thriftSecurity";

    private final Supplier<Set<String>> httpPaths;
    private volatile List<Instance> servers = List.of();
    private volatile boolean stopped;

    ThriftServers(Supplier<Set<String>> httpPaths) {
        this.httpPaths = httpPaths;
    }

    /**
     * The servers, empty before the application has started them. They stay here when they are stopped.
     *
     * @return the servers, the default one first
     */
    public List<Instance> all() {
        return servers;
    }

    /**
     * The paths of the application's web server that are for Thrift, whether or not a server is started.
     *
     * @return the {@code http.path} of each server that has one
     */
    public Set<String> httpPaths() {
        return httpPaths.get();
    }

    /**
     * The server of a path.
     *
     * @param path one of {@link #httpPaths()}
     * @return the server, empty if it is not started
     */
    public Optional<Instance> atHttpPath(String path) {
        return servers.stream()
                .filter(server -> server.http() != null && server.http().path().equals(path))
                .findFirst();
    }

    /**
     * Whether the application has stopped its servers, or is about to.
     *
     * @return {@code false} before they were started, and again if they are restarted
     */
    public boolean isStopped() {
        return stopped;
    }

    void started(List<Instance> started) {
        servers = List.copyOf(started);
        stopped = false;
    }

    void stopped() {
        stopped = true;
    }

    /**
     * Thrift over HTTP.
     *
     * @param path of the application's web server
     * @param server answers what is sent there
     * @since 0.1
     */
    public record Http(String path, MessageServer server) {}

    /**
     * A server with the services that it exports. It has an endpoint, or a path of the application's web server, or both.
     *
     * @param options its options; the endpoint is of no meaning without a server
     * @param processor its services
     * @param server serves its endpoint, {@code null} if it has none
     * @param http serves its path, {@code null} if it has none
     * @since 0.1
     */
    public record Instance(
            ThriftServerOptions options,
            ThriftProcessor processor,
            @Nullable ThriftServer server,
            @Nullable Http http) {

        /**
         * The server's name.
         *
         * @return the name, {@code default} for the one without
         */
        public String name() {
            return options.name();
        }

        /**
         * The port that the server listens on.
         *
         * @return 1 to 65535, -1 if it has none
         * @throws IllegalStateException before the start
         */
        public int port() {
            return server == null || !options.endpoint().hasPort()
                    ? -1
                    : server.endpoint().port();
        }

        /**
         * Where the server listens.
         *
         * @return {@code tcp://host:port}, with the host of the options and the port that was bound, {@code unix:/path} or
         *     {@code memory:name}; {@code null} if it is served over HTTP only
         */
        public @Nullable String address() {
            return server == null ? null : server.endpoint().toString();
        }

        /**
         * Whether calls are executed.
         *
         * @return {@code false} if it is stopped, or its threads have died
         */
        public boolean isRunning() {
            return (server == null || server.isRunning())
                    && (http == null || http.server().isRunning());
        }

        /**
         * What the server is doing and has done, over HTTP or not.
         *
         * @return a snapshot
         */
        public ServerStats stats() {
            if (server == null || http == null) {
                return server == null ? requireHttp().stats() : server.stats();
            }
            return server.stats().plus(http.server().stats());
        }

        /**
         * What the server's threads are doing, over HTTP those of the web server.
         *
         * @return a snapshot
         */
        public ThreadStats threads() {
            return server == null ? ThreadStats.NONE : server.threads();
        }

        /**
         * The connections that are open.
         *
         * @return a snapshot, empty over HTTP
         */
        public List<ConnectionStats> connections() {
            return server == null ? List.of() : server.connections();
        }

        /**
         * Closes a connection, whatever it is doing.
         *
         * @param id of {@link #connections()}
         * @return whether there was such a connection
         */
        public boolean closeConnection(long id) {
            return server != null && server.closeConnection(id);
        }

        /**
         * Whether the server is stopping.
         *
         * @return whether its endpoint is told to stop and has not yet
         */
        public boolean isDraining() {
            return server != null && server.isDraining();
        }

        private MessageServer requireHttp() {
            if (http == null) {
                throw new IllegalStateException(
                        "server " + name() + ": no port and no http.path (expected: one of them)");
            }
            return http.server();
        }

        /** Stops both sides side by side. */
        CompletableFuture<Void> stop() {
            return CompletableFuture.allOf(
                            server == null ? CompletableFuture.completedFuture(true) : server.stop(),
                            http == null
                                    ? CompletableFuture.completedFuture(true)
                                    : http.server().stop())
                    .whenComplete((stopped, thrown) -> endRecording());
        }

        private void endRecording() {
            Recorder recorder = processor.recorder();
            if (recorder != null) {
                recorder.close();
            }
        }

        /** Stops both at once. */
        void close() {
            if (server != null) {
                server.close();
            }
            if (http != null) {
                http.server().close();
            }
            endRecording();
        }
    }
}
