package io.thriftboot.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Repeatable;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Registers clients that no injection point with {@link ThriftClient @ThriftClient} asks for, on the class of any bean.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Repeatable(ImportThriftClients.Container.class)
public @interface ImportThriftClients {

    /**
     * The name of the clients, as in {@code thrift.clients.<name>}.
     *
     * @return the name
     */
    String name();

    /**
     * The services to call through it.
     *
     * @return generated classes ({@code UserService}, which stands for its {@code Iface}) or interfaces in them, such as
     *     {@code UserService.AsyncIface}
     */
    Class<?>[] types();

    /** Several {@link ImportThriftClients @ImportThriftClients} on one class. */
    @Target(ElementType.TYPE)
    @Retention(RetentionPolicy.RUNTIME)
    @Documented
    @interface Container {

        /**
         * The annotations.
         *
         * @return the annotations
         */
        ImportThriftClients[] value();
    }
}
