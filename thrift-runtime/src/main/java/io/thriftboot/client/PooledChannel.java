package io.thriftboot.client;

import io.thriftboot.ThriftInterceptor;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.transport.Endpoint;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Collectors;

/** A channel that keeps a pool of connections for each endpoint; whether calls share them is up to the mode. */
final class PooledChannel implements ThriftChannel {

    private final ThriftChannelOptions options;
    private final EndpointSupplier supplier;
    private final ThriftInvoker chain;
    private final AsyncCalls asyncCalls;
    private final Map<Endpoint, EndpointConnections> pools = new ConcurrentHashMap<>();
    private final LongAdder retries = new LongAdder();
    private final RetryTokens tokens;
    private final Ejector ejector;
    private final PoolUpkeep upkeep;
    private volatile boolean closed;

    PooledChannel(
            ThriftChannelOptions options,
            EndpointSupplier supplier,
            EndpointSelector selector,
            List<ThriftInterceptor> interceptors) {
        this.options = options;
        this.supplier = supplier;
        this.upkeep = new PoolUpkeep(options, this::upkeep);
        List<ThriftInterceptor> steps = List.copyOf(interceptors);
        this.ejector = new Ejector(options, supplier::endpoints, pools::get);
        this.tokens = new RetryTokens(options.retry().budget(), System::nanoTime);
        RouteMap map = new RouteMap(options, supplier, selector, pools::get, tokens);
        CallRunner runner = new CallRunner(map, this::pool, retries);
        this.chain = ThriftInterceptor.chain(steps, runner);
        this.asyncCalls =
                options.mode() == ClientMode.SHARED ? withoutThreads(steps, runner) : withThreads(steps, runner);
    }

    private AsyncCalls withThreads(List<ThriftInterceptor> steps, CallRunner runner) {
        AsyncThreads threads = new AsyncThreads(options.name(), this::mostConnections);
        ThriftInvoker end = call -> runner.start(call, encoded -> threads.execute(call, () -> runner.run(encoded)));
        return new AsyncCalls(options.name(), ThriftInterceptor.chain(steps, end), threads);
    }

    private AsyncCalls withoutThreads(List<ThriftInterceptor> steps, CallRunner runner) {
        SharedAsyncCalls calls = new SharedAsyncCalls(options, endpoint -> (SharedConnections) pool(endpoint), retries);
        ThriftInvoker end =
                call -> runner.start(call, encoded -> calls.start(call.context(), encoded, runner.begin(encoded)));
        return new AsyncCalls(options.name(), ThriftInterceptor.chain(steps, end), calls);
    }

    private int mostConnections() {
        return (int) Math.min(
                Integer.MAX_VALUE,
                (long) options.pool().maxTotal() * supplier.endpoints().size());
    }

    private EndpointConnections pool(Endpoint endpoint) {
        EndpointConnections known = pools.get(endpoint);
        EndpointConnections pool = known != null ? known : pools.computeIfAbsent(endpoint, this::newPool);
        if (closed) {
            pool.close();
        }
        return pool;
    }

    private EndpointConnections newPool(Endpoint endpoint) {
        EndpointConnections pool = create(endpoint);
        upkeep.start();
        return pool;
    }

    private EndpointConnections create(Endpoint endpoint) {
        EndpointHealth health =
                new EndpointHealth(options.ejection(), System::nanoTime, failing -> ejector.eject(endpoint, failing));
        return options.mode() == ClientMode.SHARED
                ? new SharedConnections(options, endpoint, System::nanoTime, health)
                : new ConnectionPool(options, endpoint, System::nanoTime, health);
    }

    /** An empty answer says that the supplier does not know, not that every server is gone. */
    private void upkeep() {
        List<Endpoint> known = supplier.endpoints();
        pools.forEach((endpoint, pool) -> {
            if (known.isEmpty() || known.contains(endpoint)) {
                pool.upkeep();
            } else {
                pools.remove(endpoint);
                pool.retire();
            }
        });
    }

    @Override
    public <T> T client(Class<T> iface) {
        return ClientProxy.create(iface, options, chain, asyncCalls);
    }

    @Override
    public void probe() {
        if (!closed) {
            supplier.endpoints().forEach(endpoint -> pool(endpoint).probe());
        }
    }

    @Override
    public Map<Endpoint, PoolStats> stats() {
        return pools.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().stats()));
    }

    @Override
    public void clear() {
        pools.values().forEach(EndpointConnections::clear);
    }

    @Override
    public Map<Endpoint, PoolHistory> history() {
        return pools.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, entry -> entry.getValue().history()));
    }

    @Override
    public Map<Endpoint, EndpointStatus> status() {
        return pools.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, entry -> statusOf(entry.getValue())));
    }

    private static EndpointStatus statusOf(EndpointConnections connections) {
        EndpointHealth health = connections.health();
        return new EndpointStatus(connections.isReachable(), health.isEjected(), health.calls());
    }

    @Override
    public long ejections() {
        return ejector.ejections();
    }

    @Override
    public long retries() {
        return retries.sum();
    }

    @Override
    public long retriesDenied() {
        return tokens.denied();
    }

    @Override
    public ThriftChannelOptions options() {
        return options;
    }

    @Override
    public void close() {
        closed = true;
        upkeep.stop();
        asyncCalls.close();
        pools.values().forEach(EndpointConnections::close);
    }

    @Override
    public String toString() {
        return options.name() + ' ' + pools.keySet();
    }
}
