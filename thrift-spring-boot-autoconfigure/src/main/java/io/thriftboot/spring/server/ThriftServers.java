package io.thriftboot.spring.server;

import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.transport.Endpoint;
import java.util.List;

/**
 * The Thrift servers of an application, as they were started last.
 *
 * @since 0.1
 */
public final class ThriftServers {

    /** The name of the server that {@code thrift.server} configures. */
    public static final String DEFAULT = "default";

    private volatile List<Instance> servers = List.of();
    private volatile boolean stopped;

    ThriftServers() {}

    /**
     * The servers, empty before the application has started them. They stay here when they are stopped.
     *
     * @return the servers, the default one first
     */
    public List<Instance> all() {
        return servers;
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
     * A server with the services that it exports.
     *
     * @param server the server
     * @param processor its services
     * @since 0.1
     */
    public record Instance(ThriftServer server, ThriftProcessor processor) {

        /**
         * The server's name.
         *
         * @return the name, {@code default} for the one without
         */
        public String name() {
            return server.options().name();
        }

        /**
         * Where the server listens.
         *
         * @return {@code tcp://host:port}, with the host of the options and the port that was bound
         */
        public String address() {
            return Endpoint.tcp(
                            server.options().endpoint().host(), server.address().getPort())
                    .toString();
        }
    }
}
