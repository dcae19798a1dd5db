package io.thriftboot.test;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.server.ThriftProcessor;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Serves handlers to a test class, without Spring:
 *
 * <pre>{@code
 * class UsersTests {
 *
 *     @RegisterExtension
 *     static final ThriftServerExtension server = ThriftServerExtension.of(new UsersHandler());
 *
 *     @Test
 *     void userHasAName(UserService.Iface users) throws TException {
 *         assertThat(users.get(1).getName()).isEqualTo("Ann");
 *     }
 * }
 * }</pre>
 *
 * <p>In a static field it serves all tests of the class by one server, in another field each test by one of its own. Calls go
 * through a real server and a real client, in memory unless {@link Builder#endpoint an endpoint} is set. A parameter of a
 * served {@code Iface}, {@code AsyncIface} or {@code FutureIface} is a client. Needs JUnit 5 or newer.
 *
 * @since 0.1
 */
public final class ThriftServerExtension
        implements BeforeAllCallback, AfterAllCallback, BeforeEachCallback, AfterEachCallback, ParameterResolver {

    private final Builder builder;
    private @Nullable ServedHandlers served;
    /** How many classes, nested in each other, the server was started for. */
    private int classes;

    private ThriftServerExtension(Builder builder) {
        this.builder = builder;
    }

    /**
     * Serves handlers in memory.
     *
     * @param handlers implementations of generated interfaces, at least one
     * @return an extension to register
     * @throws IllegalArgumentException if one implements no generated interface
     */
    public static ThriftServerExtension of(Object... handlers) {
        Builder builder = builder();
        for (Object handler : handlers) {
            builder.service(handler);
        }
        return builder.build();
    }

    /**
     * An extension to set up step by step.
     *
     * @return a builder without handlers
     */
    public static Builder builder() {
        return new Builder();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        if (classes++ == 0) {
            served = builder.start();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) throws Exception {
        if (classes == 0) {
            served = builder.start();
        }
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (classes == 0) {
            stop();
        } else if (builder.hasFaults) {
            faults().reset();
        }
    }

    @Override
    public void afterAll(ExtensionContext context) {
        if (--classes == 0) {
            stop();
        }
    }

    private void stop() {
        ServedHandlers stopped = served;
        served = null;
        if (stopped != null) {
            stopped.close();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        Class<?> type = parameter.getParameter().getType();
        return builder.services.stream()
                .anyMatch(service -> service.kindsOf(type).size() == 1 && type.isInterface());
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return client(parameter.getParameter().getType());
    }

    /**
     * A client of a service.
     *
     * @param type the {@code Iface}, {@code AsyncIface} or {@code FutureIface} of a service that is served
     * @param <T> the same
     * @return a client for use by any number of threads, until the server stops
     * @throws IllegalStateException if no test runs
     */
    public <T> T client(Class<T> type) {
        return running().channel().client(type);
    }

    /**
     * The channel of the clients.
     *
     * @return the channel
     * @throws IllegalStateException if no test runs
     */
    public ThriftChannel channel() {
        return running().channel();
    }

    /**
     * Where clients connect to: the server, or the proxy that stands before it.
     *
     * @return the endpoint, with the real port
     * @throws IllegalStateException if no test runs
     */
    public Endpoint endpoint() {
        return running().endpoint();
    }

    /**
     * The proxy that clients connect to. After each test it is {@linkplain FaultProxy#reset() reset}.
     *
     * @return the proxy
     * @throws IllegalStateException if no test runs, or {@link Builder#faults()} was not called
     */
    public FaultProxy faults() {
        FaultProxy proxy = running().proxy();
        if (proxy == null) {
            throw new IllegalStateException("faults: none (expected: ThriftServerExtension.builder().faults())");
        }
        return proxy;
    }

    private ServedHandlers running() {
        ServedHandlers current = served;
        if (current == null) {
            throw new IllegalStateException(
                    "server: not running (expected: an extension that is registered, during a test)");
        }
        return current;
    }

    /** Collects what is served and how. */
    public static final class Builder {

        private static final AtomicInteger NUMBER = new AtomicInteger();

        private final ThriftProcessor.Builder processor = ThriftProcessor.builder();
        private final List<ServiceDescriptor> services = new ArrayList<>();
        private @Nullable Endpoint endpoint;
        private Consumer<ThriftServerOptions.Builder> serverOptions = options -> {};
        private Consumer<ThriftChannelOptions.Builder> clientOptions = options -> {};
        private boolean hasFaults;

        private Builder() {}

        /**
         * Adds a handler.
         *
         * @param handler implements {@code Iface}, {@code AsyncIface} or {@code FutureIface} of one or more services
         * @return this
         * @throws IllegalArgumentException if it implements none
         */
        public Builder service(Object handler) {
            List<ServiceDescriptor> implemented = ServiceDescriptor.implementedBy(handler.getClass());
            if (implemented.isEmpty()) {
                throw new IllegalArgumentException(
                        "handler: " + handler.getClass().getName()
                                + " (expected: an implementation of an interface that the Thrift compiler generated)");
            }
            implemented.forEach(service -> processor.service(service, handler));
            services.addAll(implemented);
            return this;
        }

        /**
         * Sets where the server listens.
         *
         * @param value such as {@code Endpoint.tcp("127.0.0.1", 0)} for any free port; by default in memory
         * @return this
         */
        public Builder endpoint(Endpoint value) {
            endpoint = value;
            return this;
        }

        /**
         * Changes what is set about the server, such as its model or limits.
         *
         * @param changes is given the defaults
         * @return this
         */
        public Builder server(Consumer<ThriftServerOptions.Builder> changes) {
            serverOptions = serverOptions.andThen(changes);
            return this;
        }

        /**
         * Changes what is set about the clients, such as their timeout or protocol.
         *
         * @param changes is given the defaults: multiplexed if there are several services
         * @return this
         */
        public Builder client(Consumer<ThriftChannelOptions.Builder> changes) {
            clientOptions = clientOptions.andThen(changes);
            return this;
        }

        /**
         * Changes what is served, such as interceptors and exception handlers.
         *
         * @param changes is given a builder with the services added so far
         * @return this
         */
        public Builder processor(Consumer<ThriftProcessor.Builder> changes) {
            changes.accept(processor);
            return this;
        }

        /**
         * Puts a {@link FaultProxy} between clients and server.
         *
         * @return this
         */
        public Builder faults() {
            hasFaults = true;
            return this;
        }

        /**
         * Ends the collection.
         *
         * @return an extension to register
         * @throws IllegalArgumentException if there is no handler
         */
        public ThriftServerExtension build() {
            if (services.isEmpty()) {
                throw new IllegalArgumentException("handlers: none (expected: at least one)");
            }
            return new ThriftServerExtension(this);
        }

        private ServedHandlers start() throws IOException {
            String name = "test-" + NUMBER.incrementAndGet();
            ThriftServerOptions.Builder server =
                    ThriftServerOptions.builder(name, endpoint == null ? Endpoint.memory(name) : endpoint);
            serverOptions.accept(server);
            ThriftChannelOptions.Builder client =
                    ThriftChannelOptions.builder(name).multiplexed(services.size() > 1);
            clientOptions.accept(client);
            return ServedHandlers.start(server.build(), processor.build(), client.build(), hasFaults);
        }
    }
}
