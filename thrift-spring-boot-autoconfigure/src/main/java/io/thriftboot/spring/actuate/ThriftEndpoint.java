package io.thriftboot.spring.actuate;

import io.thriftboot.InterfaceKind;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.client.PoolStats;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.server.EventLoopIo;
import io.thriftboot.server.ServerStats;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.server.ThriftServers.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/**
 * What the servers export and the clients are connected to.
 *
 * @since 0.1
 */
@Endpoint(id = "thrift")
public final class ThriftEndpoint {

    private final @Nullable ThriftServers servers;
    private final @Nullable ThriftChannels channels;

    ThriftEndpoint(@Nullable ThriftServers servers, @Nullable ThriftChannels channels) {
        this.servers = servers;
        this.channels = channels;
    }

    /**
     * Describes all servers and clients.
     *
     * @return the description, by the names of servers and clients
     */
    @ReadOperation
    public Thrift thrift() {
        Map<String, Server> byServer = new TreeMap<>();
        if (servers != null) {
            servers.all().forEach(server -> byServer.put(server.name(), Server.of(server)));
        }
        Map<String, Client> byClient = new TreeMap<>();
        if (channels != null) {
            channels.all().forEach((name, channel) -> byClient.put(name, Client.of(channel)));
        }
        return new Thrift(byServer, byClient);
    }

    private static String kebab(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The answer.
     *
     * @param servers by their names
     * @param clients by their names
     */
    public record Thrift(Map<String, Server> servers, Map<String, Client> clients) implements OperationResponseBody {}

    /**
     * A server.
     *
     * @param running whether it accepts connections
     * @param address where it listens, {@code null} if it has no port
     * @param httpPath the path of the web server at which it is served, {@code null} if there is none
     * @param model how it uses threads, {@code null} if it has no port
     * @param eventLoopIo what the loops of the model {@code event-loop} wait with: {@code epoll}, {@code nio} or {@code io_uring};
     *     {@code null} with other models
     * @param wireFormat protocol and layered transport
     * @param defaultService the service that answers clients which are not multiplexed, {@code null} if none does
     * @param services by the names that multiplexed clients ask for
     * @param stats what it is doing and has done
     */
    public record Server(
            boolean running,
            @Nullable String address,
            @Nullable String httpPath,
            @Nullable String model,
            @Nullable String eventLoopIo,
            String wireFormat,
            @Nullable String defaultService,
            Map<String, Service> services,
            ServerStats stats) {

        static Server of(Instance server) {
            ThriftServerOptions options = server.options();
            Map<String, Service> services = new TreeMap<>();
            Map<String, InterfaceKind> handlers = server.processor().kinds();
            server.processor()
                    .services()
                    .forEach((name, service) ->
                            services.put(name, Service.of(service, Objects.requireNonNull(handlers.get(name)))));
            return new Server(
                    server.isRunning(),
                    server.address(),
                    server.http() == null ? null : server.http().path(),
                    server.server() == null ? null : kebab(options.model()),
                    ioOf(server.server()),
                    options.wireFormat().toString(),
                    server.processor().defaultService(),
                    services,
                    server.stats());
        }
    }

    private static @Nullable String ioOf(@Nullable ThriftServer server) {
        EventLoopIo io = server == null ? null : server.eventLoopIo();
        return io == null ? null : io.toString();
    }

    /**
     * A service.
     *
     * @param type the generated class
     * @param handler which interface its handler implements: {@code sync}, {@code async} or {@code future}
     * @param methods their names on the wire
     */
    public record Service(String type, String handler, List<String> methods) {

        static Service of(ServiceDescriptor service, InterfaceKind handler) {
            return new Service(
                    service.type().getName(),
                    kebab(handler),
                    new ArrayList<>(service.methods().keySet()));
        }
    }

    /**
     * A client.
     *
     * @param wireFormat protocol and layered transport
     * @param multiplexed whether it sends the service's name
     * @param timeout how long a call may take in all
     * @param endpoints the connections to each endpoint that was called so far
     */
    public record Client(String wireFormat, boolean multiplexed, String timeout, Map<String, PoolStats> endpoints) {

        static Client of(ThriftChannel channel) {
            ThriftChannelOptions options = channel.options();
            Map<String, PoolStats> endpoints = new TreeMap<>();
            channel.stats().forEach((endpoint, pool) -> endpoints.put(endpoint.toString(), pool));
            return new Client(
                    options.wireFormat().toString(),
                    options.multiplexed(),
                    options.timeout().toString(),
                    endpoints);
        }
    }
}
