package io.thriftboot.spring.test;

import io.thriftboot.client.EndpointSelector;
import io.thriftboot.server.ThriftExceptionHandler;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.client.ThriftChannelCustomizer;
import io.thriftboot.spring.client.ThriftClientInterceptor;
import io.thriftboot.spring.client.ThriftClientInterceptorFactory;
import io.thriftboot.spring.client.ThriftConnectionDetails;
import io.thriftboot.spring.security.ThriftSecurityCustomizer;
import io.thriftboot.spring.server.ThriftServerCustomizer;
import io.thriftboot.spring.server.ThriftServerInterceptor;
import io.thriftboot.spring.server.ThriftServerInterceptorFactory;
import java.util.LinkedHashSet;
import java.util.Set;
import org.springframework.boot.test.context.filter.annotation.StandardAnnotationCustomizableTypeExcludeFilter;

/** The components of {@link ThriftTest @ThriftTest}. */
final class ThriftTypeExcludeFilter extends StandardAnnotationCustomizableTypeExcludeFilter<ThriftTest> {

    private static final Set<Class<?>> AROUND_HANDLERS = Set.of(
            ThriftServerInterceptor.class,
            ThriftServerInterceptorFactory.class,
            ThriftSecurityCustomizer.class,
            ThriftServerCustomizer.class,
            ThriftExceptionHandler.class,
            ThriftClientInterceptor.class,
            ThriftClientInterceptorFactory.class,
            ThriftChannelCustomizer.class,
            ThriftConnectionDetails.class,
            EndpointSelector.class);

    private final Class<?>[] handlers;

    ThriftTypeExcludeFilter(Class<?> testClass) {
        super(testClass);
        this.handlers = getAnnotation().getClassArray("handlers");
    }

    @Override
    protected Set<Class<?>> getKnownIncludes() {
        Set<Class<?>> includes = new LinkedHashSet<>(AROUND_HANDLERS);
        if (handlers.length == 0) {
            includes.add(ThriftService.class);
        }
        return includes;
    }

    @Override
    protected Set<Class<?>> getComponentIncludes() {
        return Set.of(handlers);
    }
}
