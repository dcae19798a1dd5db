package io.thriftboot.spring.client;

import io.thriftboot.client.PoolOptions;
import io.thriftboot.client.SharedOptions;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.spring.properties.TlsBundles;
import io.thriftboot.transport.TlsOptions;
import java.security.NoSuchAlgorithmException;
import javax.net.ssl.SSLContext;

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
                .header(properties.getHeader().toOptions())
                .build();
    }

    /**
     * The options with TLS, where the properties ask for it.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    ThriftChannelOptions options(TlsBundles bundles) {
        ClientSsl ssl = properties.getSsl();
        if (!ssl.isInUse()) {
            return options();
        }
        TlsOptions tls = ssl.getBundle() == null
                ? TlsOptions.of(PropertiesChannelOptions::trustOfTheJdk)
                : bundles.of(ssl.getBundle());
        return options().toBuilder().tls(tls).build();
    }

    private static SSLContext trustOfTheJdk() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("the JDK's default trust does not work", ex);
        }
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
