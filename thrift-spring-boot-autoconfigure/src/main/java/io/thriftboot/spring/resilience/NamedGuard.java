package io.thriftboot.spring.resilience;

import io.thriftboot.ThriftInterceptor;
import io.thriftboot.spring.client.ThriftClientGuard;
import java.util.Collection;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A guard from a registry.
 *
 * @param property the property that names the instance
 * @param finder finds the instance of a name
 * @param all the names that there are
 */
record NamedGuard(
        String property,
        Function<String, Optional<? extends ThriftInterceptor>> finder,
        Supplier<? extends Collection<String>> all)
        implements ThriftClientGuard {

    @Override
    public @Nullable ThriftInterceptor find(String instance) {
        return finder.apply(instance).orElse(null);
    }

    @Override
    public Collection<String> names() {
        return all.get();
    }
}
