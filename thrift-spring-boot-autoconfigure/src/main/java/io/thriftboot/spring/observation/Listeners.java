package io.thriftboot.spring.observation;

import io.micrometer.observation.GlobalObservationConvention;
import io.micrometer.observation.ObservationFilter;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationPredicate;
import io.micrometer.observation.ObservationRegistry;
import io.thriftboot.observation.ThriftClientObservationConvention;
import io.thriftboot.observation.ThriftServerObservationConvention;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;
import org.springframework.util.ClassUtils;

/**
 * Who listens to observations, by the types of the beans, none of which is made for this. In doubt somebody does.
 *
 * @param beanFactory has the beans
 * @param environment has Spring Boot's properties of observations
 */
record Listeners(ListableBeanFactory beanFactory, Environment environment) {

    private static final String METER_HANDLER = "io.micrometer.core.instrument.observation.MeterObservationHandler";
    private static final String BOOT = "org.springframework.boot.micrometer.observation.autoconfigure.";
    private static final List<Class<?>> CHANGES = List.of(
            ObservationFilter.class,
            ObservationPredicate.class,
            GlobalObservationConvention.class,
            ThriftServerObservationConvention.class,
            ThriftClientObservationConvention.class);
    private static final Bindable<Map<String, String>> TEXTS = Bindable.mapOf(String.class, String.class);

    /** Whether all that comes of observations are the meters that timers make too. */
    boolean areMetersOnly(ObservationRegistry registry) {
        return registry.getClass() == ObservationRegistry.create().getClass()
                && handlers().allMatch(this::isOfMeters)
                && CHANGES.stream().noneMatch(this::isThere)
                && !isThere(BOOT + "ObservationRegistryCustomizer")
                && isUnset("management.observations.enable")
                && isUnset("management.observations.key-values");
    }

    private Stream<String> handlers() {
        return Arrays.stream(names(ObservationHandler.class));
    }

    private boolean isOfMeters(String handler) {
        ClassLoader classLoader = getClass().getClassLoader();
        return ClassUtils.isPresent(METER_HANDLER, classLoader)
                && beanFactory.isTypeMatch(handler, ClassUtils.resolveClassName(METER_HANDLER, classLoader));
    }

    private boolean isThere(String type) {
        ClassLoader classLoader = getClass().getClassLoader();
        return ClassUtils.isPresent(type, classLoader) && isThere(ClassUtils.resolveClassName(type, classLoader));
    }

    /** Spring Boot's own bean does what its properties say, which are looked at themselves. */
    private boolean isThere(Class<?> type) {
        return Arrays.stream(names(type))
                .map(name -> beanFactory.getType(name, false))
                .anyMatch(bean -> bean == null || !bean.getName().startsWith(BOOT));
    }

    private String[] names(Class<?> type) {
        return beanFactory.getBeanNamesForType(type, true, false);
    }

    private boolean isUnset(String property) {
        return !Binder.get(environment).bind(property, TEXTS).isBound();
    }
}
