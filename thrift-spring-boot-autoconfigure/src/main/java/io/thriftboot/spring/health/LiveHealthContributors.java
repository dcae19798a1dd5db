package io.thriftboot.spring.health;

import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.health.contributor.CompositeHealthContributor;
import org.springframework.boot.health.contributor.HealthContributor;

/** Contributors that are asked for at each health check: servers are made after the contributors are registered. */
record LiveHealthContributors(Supplier<Map<String, ? extends HealthContributor>> contributors)
        implements CompositeHealthContributor {

    @Override
    public @Nullable HealthContributor getContributor(String name) {
        return contributors.get().get(name);
    }

    @Override
    public Stream<Entry> stream() {
        return contributors.get().entrySet().stream().map(entry -> new Entry(entry.getKey(), entry.getValue()));
    }
}
