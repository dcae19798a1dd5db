package io.thriftboot.spring.client;

import io.thriftboot.ThriftInterceptor;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/**
 * Something of which clients name an instance that lets their calls through or not, such as a circuit breaker. It stands inside of all
 * interceptors: a call that is tried several times passes it once.
 *
 * @since 0.1
 */
public interface ThriftClientGuard {

    /**
     * The property of a client that names the instance.
     *
     * @return {@code circuit-breaker}, {@code rate-limiter} or {@code bulkhead}
     */
    String property();

    /**
     * Finds an instance.
     *
     * @param instance its name
     * @return what sends calls through it, {@code null} if there is none of that name
     */
    @Nullable
    ThriftInterceptor find(String instance);

    /**
     * The instances that there are.
     *
     * @return their names
     */
    Collection<String> names();
}
