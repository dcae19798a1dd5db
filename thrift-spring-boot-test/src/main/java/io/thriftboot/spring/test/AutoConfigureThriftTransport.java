package io.thriftboot.spring.test;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.boot.autoconfigure.ImportAutoConfiguration;
import org.springframework.boot.test.context.PropertyMapping;

/**
 * Has a test's servers listen, and its clients connect, in memory: no port is bound, and no other context or process is
 * reached, whatever addresses and ports are configured. Everything else is as in production: server model, protocol, limits,
 * interceptors, time limits. TLS and lists of allowed peers are left out, since there is no network.
 *
 * <p>A client calls the server that has the client's name, or else the default server, or the only server if there is no
 * default one. A client that is not configured needs no property at all. There is no {@link
 * io.thriftboot.spring.LocalThriftPort @LocalThriftPort}, since there is no port.
 *
 * @since 0.1
 */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Inherited
@ImportAutoConfiguration
@PropertyMapping("thrift.test.transport")
public @interface AutoConfigureThriftTransport {

    /**
     * Whether servers and clients are connected in memory.
     *
     * @return {@code false} leaves them as they are configured, for instance where {@link ThriftTest @ThriftTest} is to use
     *     the network
     */
    boolean enabled() default true;

    /**
     * The names of clients that connect to what is configured for them, such as a container.
     *
     * @return client names; by default none
     */
    String[] exceptClients() default {};
}
