package io.thriftboot.server;

import io.thriftboot.InterfaceKind;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.recording.Recorder;
import java.net.SocketAddress;
import java.security.Principal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.SocketAddressProvider;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;
import org.slf4j.LoggerFactory;

/**
 * Answers requests: finds the method that a message asks for, decodes the arguments, calls the handler through the
 * interceptors and encodes the one reply, whatever happens. Serves several services by name, as
 * {@code TMultiplexedProcessor} does, and one of them also without a name.
 *
 * @since 0.1
 */
public final class ThriftProcessor implements TProcessor {

    private final Map<String, ServiceDescriptor> services;
    private final Map<String, InterfaceKind> kinds;
    private final @Nullable String defaultService;
    private final @Nullable AccessLog accessLog;
    private final @Nullable Recorder recorder;
    private final RequestDecoder decoder;

    private ThriftProcessor(Builder builder, @Nullable String defaultService) {
        Map<String, ServiceDescriptor> byName = new LinkedHashMap<>();
        builder.handlers.forEach((name, handler) -> byName.put(name, handler.descriptor()));
        this.services = Collections.unmodifiableMap(byName);
        this.kinds = builder.handlers.values().stream()
                .collect(Collectors.toUnmodifiableMap(ServiceHandler::name, ServiceHandler::kind));
        this.defaultService = defaultService;
        this.accessLog = builder.accessLog;
        this.recorder = builder.recorder;
        this.decoder = new RequestDecoder(builder.routes(defaultService), accessLog, recorder);
    }

    /**
     * Begins a processor.
     *
     * @return a builder without services
     */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * The services it answers for.
     *
     * @return by the names that multiplexed messages ask for, in the order they were added
     */
    public Map<String, ServiceDescriptor> services() {
        return services;
    }

    /**
     * The interfaces that the handlers implement.
     *
     * @return by the names of {@link #services()}
     */
    public Map<String, InterfaceKind> kinds() {
        return kinds;
    }

    /**
     * The service that answers messages without a service's name.
     *
     * @return its name, {@code null} if there is none
     */
    public @Nullable String defaultService() {
        return defaultService;
    }

    /**
     * What records the messages.
     *
     * @return {@code null} if nothing does
     */
    public @Nullable Recorder recorder() {
        return recorder;
    }

    /**
     * The last messages of the access log.
     *
     * @param number of the last one that is known already, 0 at first
     * @return those after it, the oldest first, at most 200; {@code null} if there is no access log
     */
    public @Nullable List<LoggedCall> callsAfter(long number) {
        return accessLog == null ? null : accessLog.recent().after(number);
    }

    /** The names of its services. */
    @Override
    public String toString() {
        return services.keySet().toString();
    }

    /**
     * Reads a message and writes its reply, if it has one. For use in a server other than {@link ThriftServer}.
     *
     * @param in the request; must be read by no one else until this returns
     * @param out where the reply goes
     * @throws TException if the connection must be closed: it failed, or what is on it can no longer be understood
     */
    @Override
    public void process(TProtocol in, TProtocol out) throws TException {
        TTransport wire = in.getTransport();
        process(in, out, wire instanceof SocketAddressProvider socket ? socket.getRemoteSocketAddress() : null, null);
    }

    /**
     * Reads a message and writes its reply, if it has one. For use by something that has its messages in memory.
     *
     * @param in the request; must be read by no one else until this returns
     * @param out where the reply goes
     * @param peer where it comes from, as interceptors and logs see it; {@code null} if that is not known
     * @param principal who sent it, if that was checked; {@code null} if it was not
     * @throws TException if the message cannot be understood
     */
    public void process(TProtocol in, TProtocol out, @Nullable SocketAddress peer, @Nullable Principal principal)
            throws TException {
        if (!answer(in, out, MessageScope.of(peer, principal))) {
            throw new TProtocolException(TProtocolException.INVALID_DATA, "request: not decoded to its end");
        }
    }

    /**
     * Reads a message and writes its reply, if it has one.
     *
     * @return whether the message was read to its end, so that another may follow it without a frame
     * @throws TException if nothing can be answered: the connection failed, or this is no message
     */
    boolean answer(TProtocol in, TProtocol out, MessageScope scope) throws TException {
        Request request = read(in, scope);
        request.answer(out, scope);
        if (request.isAbandoned()) {
            throw new TTransportException(TTransportException.END_OF_FILE, request + ": abandoned by its handler");
        }
        return request.isWholeRead();
    }

    /**
     * Reads a message, and finds out what is to be done about it.
     *
     * @throws TException if nothing can be answered: the connection failed, or this is no message
     */
    Request read(TProtocol in, MessageScope scope) throws TException {
        return decoder.read(in, scope);
    }

    /**
     * Reads the beginning of a message that is not received whole. It is to be refused.
     *
     * @throws TException if this is no message
     */
    Request readBeginning(TProtocol in, MessageScope scope) throws TException {
        return decoder.readBeginning(in, scope);
    }

    /** Collects services, interceptors and exception handlers. */
    public static final class Builder {

        private final Map<String, ServiceHandler> handlers = new LinkedHashMap<>();
        private final List<Function<String, List<ThriftInterceptor>>> interceptors = new ArrayList<>();
        private final List<ThriftExceptionHandler> exceptionHandlers = new ArrayList<>();
        private final Set<String> nonBlocking = new LinkedHashSet<>();
        private @Nullable String defaultService;
        private @Nullable AccessLog accessLog;
        private List<String> forwarded = List.of();
        private @Nullable String transactionHeader;
        private @Nullable Recorder recorder;

        private Builder() {}

        /**
         * Adds a service under its own name.
         *
         * @param descriptor the service
         * @param handler an implementation of its {@code Iface}, {@code AsyncIface} or {@code FutureIface}, which may be a
         *     proxy. The server waits for the outcome of an asynchronous one; a oneway call is over when the method returns
         * @return this
         * @throws IllegalArgumentException if the name is taken, or the handler does not implement exactly one of the
         *     service's interfaces
         */
        public Builder service(ServiceDescriptor descriptor, Object handler) {
            return service(descriptor.name(), descriptor, handler);
        }

        /**
         * Adds a service under a name of choice.
         *
         * @param name what multiplexed messages ask for, without {@code :}
         * @param descriptor the service
         * @param handler an implementation of its {@code Iface}, {@code AsyncIface} or {@code FutureIface}, which may be a
         *     proxy. The server waits for the outcome of an asynchronous one; a oneway call is over when the method returns
         * @return this
         * @throws IllegalArgumentException if the name is taken, or the handler does not implement exactly one of the
         *     service's interfaces
         */
        public Builder service(String name, ServiceDescriptor descriptor, Object handler) {
            ServiceHandler added = ServiceHandler.of(name, descriptor, handler);
            ServiceHandler before = handlers.putIfAbsent(name, added);
            if (before != null) {
                throw new IllegalArgumentException(
                        "service " + name + ": " + before + " and " + added + " (expected: one service for a name)");
            }
            return this;
        }

        /**
         * Names the service that answers messages without a service's name. Where there is exactly one service, it is the
         * default without being named.
         *
         * @param name the name that it is added under, before or after this
         * @return this
         */
        public Builder defaultService(String name) {
            defaultService = name;
            return this;
        }

        /**
         * Says that the handler of a service never waits: it computes, and looks things up in memory. The model
         * {@code event-loop} calls it on its loops then, whatever the executor's threads are, with the interceptors around it.
         * Other models pay no attention, nor does any to a handler of {@code AsyncIface} or {@code FutureIface}, which may not
         * wait anyway.
         *
         * @param name the name that the service is added under, before or after this
         * @return this
         */
        public Builder nonBlocking(String name) {
            nonBlocking.add(name);
            return this;
        }

        /**
         * Adds steps around every call.
         *
         * @param added outermost first; inside of those added before
         * @return this
         */
        public Builder interceptors(List<ThriftInterceptor> added) {
            List<ThriftInterceptor> ofAll = List.copyOf(added);
            return interceptors(service -> ofAll);
        }

        /**
         * Adds steps around the calls of some services.
         *
         * @param added gives for the name of a service its steps, outermost first; inside of those added before
         * @return this
         */
        public Builder interceptors(Function<String, List<ThriftInterceptor>> added) {
            interceptors.add(added);
            return this;
        }

        private List<ThriftInterceptor> interceptorsOf(String service) {
            return interceptors.stream()
                    .flatMap(added -> added.apply(service).stream())
                    .toList();
        }

        /**
         * Adds mappings of exceptions that the IDL does not declare.
         *
         * @param added asked in order, after those added before
         * @return this
         */
        public Builder exceptionHandlers(List<ThriftExceptionHandler> added) {
            exceptionHandlers.addAll(added);
            return this;
        }

        /**
         * Has a line logged for each message that is answered, by the logger {@value AccessLog#NAME} at level INFO: of which
         * server, from whom, for which service and method, how it ended, after how many microseconds, and how many bytes
         * came and went. At level TRACE arguments and result follow in another line; fields that the IDL annotates {@code
         * (sensitive)} are hidden there.
         *
         * @param server names the server in the lines
         * @param maxLength how many characters of arguments and of result are logged, 0 or more
         * @return this
         * @throws IllegalArgumentException if the length is negative
         */
        public Builder accessLog(String server, int maxLength) {
            accessLog = new AccessLog(server, maxLength);
            return this;
        }

        /**
         * Has each message that is read to its end recorded with its reply, arguments and all.
         *
         * @param used records them; who made it closes it
         * @return this
         */
        public Builder recorder(Recorder used) {
            recorder = used;
            return this;
        }

        /**
         * Has headers of a request go along with the calls that are made while it is handled, where its {@link
         * io.thriftboot.ThriftContext} is the current one.
         *
         * @param names their names, in any case
         * @return this
         */
        public Builder forwardHeaders(Collection<String> names) {
            forwarded = List.copyOf(names);
            return this;
        }

        /**
         * Has each call named by a transaction id: that of the request's header of this name, else of the argument that the IDL
         * annotates {@code (transaction_id)}, else of the trace that the request or the thread belongs to or that begins with the
         * call ({@link io.thriftboot.ThriftContext#traced}), else a new one. It goes into the MDC, into errors, into the header
         * of the reply, and along with the calls that are made while the request is handled. What is longer than 128 characters
         * or not visible ASCII is no id.
         *
         * @param header the name of the header, found in any case
         * @return this
         */
        public Builder transactionIds(String header) {
            transactionHeader = header;
            return this;
        }

        /**
         * Makes the processor.
         *
         * @return a processor, safe for use by several threads and servers
         * @throws IllegalArgumentException if the default service, or one that does not block, is none of the services
         */
        public ThriftProcessor build() {
            String byDefault = defaultService;
            if (byDefault == null && handlers.size() == 1) {
                byDefault = handlers.keySet().iterator().next();
            }
            if (byDefault != null) {
                requireService("default-service", byDefault);
            }
            nonBlocking.forEach(name -> requireService("non-blocking service", name));
            return new ThriftProcessor(this, byDefault);
        }

        private void requireService(String subject, String name) {
            if (!handlers.containsKey(name)) {
                throw new IllegalArgumentException(
                        subject + ": " + name + " (expected: one of " + handlers.keySet() + ")");
            }
        }

        private Routes routes(@Nullable String byDefault) {
            ExceptionTranslation translation = new ExceptionTranslation(exceptionHandlers);
            Origins origins = Origins.of(
                    forwarded, transactionHeader, new RateLimitedLog(LoggerFactory.getLogger(ThriftProcessor.class)));
            Routes routes = new Routes();
            handlers.forEach((name, handler) -> {
                HandlerChain chain = handler.chain(interceptorsOf(name), translation);
                routes.add(
                        name,
                        handler.descriptor(),
                        name.equals(byDefault),
                        method -> new Route(method, handler.handler(), chain, origins, nonBlocking.contains(name)));
            });
            return routes;
        }
    }
}
