package io.thriftboot.spring.client;

import io.thriftboot.client.ThriftChannel;
import java.util.Collections;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.function.Function;
import org.springframework.beans.factory.DisposableBean;

/**
 * The channels of an application's clients, one for each name. All clients of a name share its connections.
 *
 * @since 0.1
 */
public final class ThriftChannels implements DisposableBean {

    private final Function<String, ThriftChannel> factory;
    private final Map<String, ThriftChannel> channels = new TreeMap<>();
    private final Map<String, Set<Class<?>>> types = new ConcurrentHashMap<>();

    ThriftChannels(Function<String, ThriftChannel> factory) {
        this.factory = factory;
    }

    /**
     * A client without an injection point. Opens no connection: the first call does.
     *
     * @param name the name of the client, as in {@code thrift.clients.<name>}
     * @param type the generated {@code X.Iface}, {@code X.AsyncIface} or {@code X.FutureIface}
     * @param <T> the same
     * @return a client for use by any number of threads
     * @throws io.thriftboot.spring.diagnostics.ThriftConfigurationException if the client's address is not set
     * @throws IllegalArgumentException if the type is no generated interface
     */
    public <T> T client(String name, Class<T> type) {
        T client = channel(name).client(type);
        types.computeIfAbsent(name, key -> new CopyOnWriteArraySet<>()).add(type);
        return client;
    }

    /**
     * What clients have been asked for.
     *
     * @return the generated interfaces, by the clients' names; a snapshot
     */
    public Map<String, Set<Class<?>>> types() {
        Map<String, Set<Class<?>>> copy = new TreeMap<>();
        types.forEach((name, all) -> copy.put(name, Set.copyOf(all)));
        return copy;
    }

    /**
     * The channels that there are clients of.
     *
     * @return by the clients' names, a snapshot
     */
    public Map<String, ThriftChannel> all() {
        synchronized (channels) {
            return Collections.unmodifiableMap(new TreeMap<>(channels));
        }
    }

    /** Made without the lock, since what the channel needs may have clients of its own. */
    private ThriftChannel channel(String name) {
        ThriftChannel present = all().get(name);
        if (present != null) {
            return present;
        }
        ThriftChannel created = factory.apply(name);
        synchronized (channels) {
            ThriftChannel other = channels.putIfAbsent(name, created);
            if (other == null) {
                return created;
            }
            created.close();
            return other;
        }
    }

    @Override
    public void destroy() {
        all().values().forEach(ThriftChannel::close);
    }
}
