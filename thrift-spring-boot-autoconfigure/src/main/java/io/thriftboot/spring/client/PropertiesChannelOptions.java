package io.thriftboot.spring.client;

import io.thriftboot.client.PoolOptions;
import io.thriftboot.client.SharedOptions;
import io.thriftboot.client.ThriftChannelOptions;

/** Sees the properties of a client as the options of its channel. */
record PropertiesChannelOptions(String name, ThriftClientProperties properties) {

    /**
     * The options.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    ThriftChannelOptions options() {
        return ThriftChannelOptions.builder(name)
                .wireFormat(properties.toWireFormat())
                .connectTimeout(properties.getConnectTimeout())
                .timeout(properties.getTimeout())
                .multiplexed(properties.isMultiplexed())
                .pool(pool())
                .retry(properties.getRetry().toPolicy())
                .mode(properties.getMode())
                .socket(properties.getSocket().toOptions())
                .shared(shared())
                .ejection(properties.getEjection().toOptions())
                .build();
    }

    private PoolOptions pool() {
        ThriftClientProperties.Pool pool = properties.getPool();
        return new PoolOptions(
                pool.getMaxTotal(),
                pool.getMaxIdle(),
                pool.getMinIdle(),
                pool.getMaxWait(),
                pool.getMaxLifetime(),
                pool.getIdleTimeout());
    }

    private SharedOptions shared() {
        ThriftClientProperties.Shared shared = properties.getShared();
        return new SharedOptions(
                shared.getConnections(),
                shared.getMaxCallsInFlight(),
                shared.getSlowAfter(),
                shared.getMaxAbandoned(),
                shared.getCallbackThreads());
    }
}
