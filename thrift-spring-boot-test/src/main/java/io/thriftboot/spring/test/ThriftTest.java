package io.thriftboot.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.autoconfigure.OverrideAutoConfiguration;
import org.springframework.boot.test.context.filter.annotation.TypeExcludeFilters;
import org.springframework.context.annotation.ComponentScan.Filter;
import org.springframework.core.annotation.AliasFor;
import org.springframework.test.context.BootstrapWith;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/**
 * A test of Thrift handlers alone. Of the application's components it has those with {@link
 * io.thriftboot.spring.ThriftService @ThriftService}, and what takes part in their calls: interceptors, customizers, {@code
 * ThriftExceptionHandler}, {@code EndpointSelector}. Services and repositories that they need are given by {@code
 * @MockitoBean} or {@code @Import}. Of auto-configurations it has Thrift's servers and clients, and validation. The
 * server listens {@linkplain AutoConfigureThriftTransport in memory}:
 *
 * <pre>{@code
 * @ThriftTest(UsersHandler.class)
 * class UsersHandlerTests {
 *
 *     @ThriftClient("test")
 *     UserService.Iface users;
 *
 *     @MockitoBean
 *     UserRepository repository;
 * }
 * }</pre>
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@BootstrapWith(ThriftTestContextBootstrapper.class)
@ExtendWith(SpringExtension.class)
@OverrideAutoConfiguration(enabled = false)
@TypeExcludeFilters(ThriftTypeExcludeFilter.class)
@AutoConfigureThrift
@AutoConfigureThriftTransport
@ImportAutoConfiguration
public @interface ThriftTest {

    /**
     * Properties of the test's environment.
     *
     * @return as {@code name=value}
     */
    String[] properties() default {};

    /**
     * The handlers to test.
     *
     * @return classes with {@code @ThriftService}; by default all
     */
    @AliasFor("handlers")
    Class<?>[] value() default {};

    /**
     * The handlers to test.
     *
     * @return classes with {@code @ThriftService}; by default all
     */
    @AliasFor("value")
    Class<?>[] handlers() default {};

    /**
     * Whether the components named above are included. With {@code false} there are only those of {@link #includeFilters()}.
     *
     * @return {@code true} by default
     */
    boolean useDefaultFilters() default true;

    /**
     * Includes further components.
     *
     * @return filters; by default none
     */
    Filter[] includeFilters() default {};

    /**
     * Excludes components.
     *
     * @return filters; by default none
     */
    Filter[] excludeFilters() default {};

    /**
     * Excludes auto-configurations.
     *
     * @return classes; by default none
     */
    @AliasFor(annotation = ImportAutoConfiguration.class, attribute = "exclude")
    Class<?>[] excludeAutoConfiguration() default {};
}
