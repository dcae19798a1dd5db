package io.thriftboot.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.stereotype.Component;

/**
 * Exports a bean that implements the generated {@code Iface}, {@code AsyncIface} or {@code FutureIface} of a Thrift service. On a class it also makes the class a
 * component, found by scanning; on a {@code @Bean} method it exports what the method returns.
 *
 * <p>Calls go to the bean as the context holds it, so aspects such as transactions, method security and validation apply.
 * A bean that implements the interfaces of several services exports all of them; of one service it implements one.
 *
 * @since 0.1
 */
@Target({ElementType.TYPE, ElementType.METHOD})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Component
public @interface ThriftService {

    /**
     * The name by which multiplexed clients ask for the service. Can only be set on a bean with a single service.
     *
     * @return the name; by default the service's name in the IDL
     */
    String name() default "";

    /**
     * The names of the servers that export the service, as in {@code thrift.servers.<name>}; {@code default} is the server
     * that {@code thrift.server} configures.
     *
     * @return server names; by default only {@code default}
     */
    String[] server() default {};

    /**
     * Whether the handler never waits: neither for other servers, nor for a database, a lock or a file. The server model
     * {@code event-loop} calls it on its event loops then, which is faster, although the server's executor has other threads;
     * with everything around it, such as interceptors and aspects, which must not wait either. A handler that does wait there
     * holds up other connections. Without effect with other models, and for handlers of {@code AsyncIface} and
     * {@code FutureIface}.
     *
     * @return {@code false} by default: the handler is called on the executor
     */
    boolean nonBlocking() default false;
}
