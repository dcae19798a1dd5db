package io.thriftboot.client;

import io.thriftboot.ThriftInterceptor;
import io.thriftboot.transport.Endpoint;
import java.util.List;
import java.util.Map;

/**
 * A client's way to the servers of one name: their endpoints, the connections to them, and the clients that use these.
 *
 * @since 0.1
 */
public interface ThriftChannel extends AutoCloseable {

    /**
     * A channel. Opens no connection: the first call does.
     *
     * @param options everything that is set
     * @param supplier says where the servers are
     * @param selector chooses one of them for each attempt
     * @param interceptors steps around each call, outermost first; they see a call once, however often it is tried
     * @return an open channel, to be closed by the caller
     */
    static ThriftChannel create(
            ThriftChannelOptions options,
            EndpointSupplier supplier,
            EndpointSelector selector,
            List<ThriftInterceptor> interceptors) {
        return new PooledChannel(options, supplier, selector, interceptors);
    }

    /**
     * A client of a service. Opens no connection: the first call does.
     *
     * <p>Methods of {@code AsyncIface} and {@code FutureIface} return when the call is encoded. They throw nothing: what a
     * method of {@code Iface} would return or throw goes to the callback or future, on a thread of the channel, or on the
     * caller's if it is known at once; an error is the cause of a {@code TException} there. Callbacks must not block.
     * Interceptors begin on the caller's thread.
     *
     * <p>A call needs a thread of the channel for as long as it needs a connection;
     * there are up to {@code pool.max-total} for each endpoint, named {@code thrift-client-<name>-call-<n>}. Up to 1000
     * further calls wait, with their deadline running, and those beyond fail at once. In mode {@link ClientMode#SHARED} calls need no
     * thread until they are answered; callbacks run on {@link SharedOptions#callbackThreads()} threads of the same names, or on
     * the {@link ThriftChannelOptions#callbackExecutor()}, and calls for which there is no room on a connection fail at once.
     *
     * @param iface the generated {@code X.Iface}, {@code X.AsyncIface} or {@code X.FutureIface}, or an interface with default
     *     methods that extends one of them
     * @param <T> the same
     * @return a client for use by any number of threads. Beside declared exceptions its methods throw {@link
     *     org.apache.thrift.transport.TTransportException} if no server could be reached or the connection failed, {@link
     *     org.apache.thrift.TApplicationException} if the server answered with an error
     * @throws IllegalArgumentException if the type is no generated interface
     */
    <T> T client(Class<T> iface);

    /**
     * Finds out whether servers can be reached: connects to each known endpoint, one after the other, and closes the connection
     * again. No call is made, and nothing is thrown; {@link #stats()} has what came of it. Takes at most the time to connect
     * for each endpoint.
     */
    void probe();

    /**
     * The connections, for each endpoint that was called or probed so far.
     *
     * @return a snapshot
     */
    Map<Endpoint, PoolStats> stats();

    /** Closes connections that no call uses now, and those in use after their calls. Later calls open others. */
    void clear();

    /**
     * What the connections have gone through, for each endpoint that was called or probed so far.
     *
     * @return a snapshot
     */
    Map<Endpoint, PoolHistory> history();

    /**
     * How the endpoints fare, each that was called or probed so far.
     *
     * @return a snapshot
     */
    Map<Endpoint, EndpointStatus> status();

    /**
     * How often an endpoint was {@linkplain EjectionOptions ejected} because calls to it failed.
     *
     * @return since the start
     */
    long ejections();

    /**
     * How many attempts were made beside the first one of each call, at the same endpoint or another.
     *
     * @return since the start
     */
    long retries();

    /**
     * How many calls failed without a further attempt because the {@linkplain RetryBudget budget} was used up.
     *
     * @return since the start
     */
    long retriesDenied();

    /**
     * The options it was made with.
     *
     * @return the options
     */
    ThriftChannelOptions options();

    /**
     * Closes idle connections now, those in use after their calls; later calls and waiting callers fail. Asynchronous calls
     * that are not over fail now, since nobody waits for them: those that were sent may have been executed.
     */
    @Override
    void close();
}
