package io.thriftboot.spring.actuate;

import io.thriftboot.InterfaceKind;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.client.EndpointStatus;
import io.thriftboot.client.PoolHistory;
import io.thriftboot.client.PoolStats;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.server.ConnectionStats;
import io.thriftboot.server.EventLoopIo;
import io.thriftboot.server.ServerStats;
import io.thriftboot.server.ThreadStats;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.server.ThriftServerCalls;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.server.ThriftServers.Instance;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.OperationResponseBody;
import org.springframework.boot.actuate.endpoint.annotation.DeleteOperation;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;

/**
 * What the servers export, who is connected to them, and what the clients are connected to. Closes connections, where the
 * application's {@code management.endpoint.thrift.access} is {@code unrestricted}.
 *
 * @since 0.1
 */
@Endpoint(id = "thrift", defaultAccess = Access.READ_ONLY)
public final class ThriftEndpoint {

    private final @Nullable ThriftServers servers;
    private final @Nullable ThriftChannels channels;
    private final ThriftServerCalls calls;

    ThriftEndpoint(@Nullable ThriftServers servers, @Nullable ThriftChannels channels, ThriftServerCalls calls) {
        this.servers = servers;
        this.channels = channels;
        this.calls = calls;
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
        return new Thrift(byServer, byClient, calls.byMethod());
    }

    /**
     * Closes all connections of a client that no call uses; those in use are closed after their call.
     *
     * @param side {@code clients}
     * @param name the client's name
     * @return status 204, or 404 if there is no such client
     */
    @DeleteOperation
    public WebEndpointResponse<Void> clear(@Selector String side, @Selector String name) {
        ThriftChannel channel = channels == null || !side.equals("clients")
                ? null
                : channels.all().get(name);
        if (channel != null) {
            channel.clear();
        }
        return done(channel != null);
    }

    /**
     * Closes a connection of a server, whatever it is doing.
     *
     * @param side {@code servers}
     * @param name the server's name
     * @param connection its id
     * @return status 204, or 404 if there is no such connection
     */
    @DeleteOperation
    public WebEndpointResponse<Void> close(@Selector String side, @Selector String name, @Selector long connection) {
        return done(servers != null
                && side.equals("servers")
                && servers.all().stream()
                        .filter(server -> server.name().equals(name))
                        .anyMatch(server -> server.closeConnection(connection)));
    }

    private static WebEndpointResponse<Void> done(boolean found) {
        return new WebEndpointResponse<>(
                found ? WebEndpointResponse.STATUS_NO_CONTENT : WebEndpointResponse.STATUS_NOT_FOUND);
    }

    private static String kebab(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * The answer.
     *
     * @param servers by their names
     * @param clients by their names
     * @param methods the calls of each method of the servers since the start, by {@code service.method}; empty without a
     *     registry of meters
     */
    public record Thrift(
            Map<String, Server> servers, Map<String, Client> clients, Map<String, ThriftServerCalls.Method> methods)
            implements OperationResponseBody {}

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
     * @param threads what its threads are doing
     * @param connections that are open
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
            ServerStats stats,
            ThreadStats threads,
            List<Connection> connections) {

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
                    server.stats(),
                    server.threads(),
                    server.connections().stream().map(Connection::of).toList());
        }
    }

    /**
     * A connection of a server.
     *
     * @param id names it when it is to be closed
     * @param peer the address of the other side, {@code null} if it is not known
     * @param state what it is doing: {@code accepted}, {@code idle}, {@code reading}, {@code calling}, {@code writing} or
     *     {@code ending}
     * @param dialect how its last message was encoded, {@code null} before the first one
     * @param age how long it is open
     * @param calls the messages that have come on it
     */
    public record Connection(
            long id,
            @Nullable String peer,
            String state,
            @Nullable String dialect,
            String age,
            long calls) {

        static Connection of(ConnectionStats stats) {
            return new Connection(
                    stats.id(),
                    stats.peer() == null ? null : stats.peer().toString(),
                    kebab(stats.state()),
                    stats.dialect(),
                    stats.age().toString(),
                    stats.messages());
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
     * @param retries attempts beside the first one of each call
     * @param retriesDenied calls that failed without a further attempt because the budget for retries was used up
     * @param ejections how often an endpoint got no calls for a while because those that it got failed
     * @param endpoints the connections to each endpoint that was called so far
     */
    public record Client(
            String wireFormat,
            boolean multiplexed,
            String timeout,
            long retries,
            long retriesDenied,
            long ejections,
            Map<String, ClientEndpoint> endpoints) {

        static Client of(ThriftChannel channel) {
            ThriftChannelOptions options = channel.options();
            Map<String, ClientEndpoint> endpoints = new TreeMap<>();
            var histories = channel.history();
            var status = channel.status();
            channel.stats()
                    .forEach((endpoint, pool) -> endpoints.put(
                            endpoint.toString(),
                            ClientEndpoint.of(pool, histories.get(endpoint), status.get(endpoint))));
            return new Client(
                    options.wireFormat().toString(),
                    options.multiplexed(),
                    options.timeout().toString(),
                    channel.retries(),
                    channel.retriesDenied(),
                    channel.ejections(),
                    endpoints);
        }
    }

    /**
     * An endpoint of a client.
     *
     * @param state {@code up}, {@code down} if the last attempt to connect failed, or {@code ejected} if it gets no calls for a
     *     while because those that it got failed
     * @param lastError why connecting failed; {@code null} if it did not
     * @param pool the connections
     * @param history what they have gone through, {@code null} if the endpoint was called just now for the first time
     */
    public record ClientEndpoint(
            String state,
            @Nullable String lastError,
            PoolStats pool,
            @Nullable PoolHistory history) {

        static ClientEndpoint of(PoolStats pool, @Nullable PoolHistory history, @Nullable EndpointStatus status) {
            String connected = pool.connectError() == null ? "up" : "down";
            String state = status != null && status.ejected() ? "ejected" : connected;
            return new ClientEndpoint(state, pool.connectError(), pool, history);
        }
    }
}
