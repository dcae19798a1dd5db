package io.thriftboot.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;

/**
 * Injects a client of a Thrift service, on a constructor or {@code @Bean} parameter, a field or a setter whose type is a
 * generated {@code Iface}, {@code AsyncIface} or {@code FutureIface}: {@code @ThriftClient("users") UserService.Iface users}.
 *
 * <p>The client is a bean of its own, which opens its first connection with its first call. The application does not start
 * if {@code thrift.clients.<name>.address} is not set. A bean of the same type whose name is the client's takes its place.
 *
 * @since 0.1
 */
@Target({ElementType.PARAMETER, ElementType.FIELD, ElementType.METHOD, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Autowired
@Qualifier
public @interface ThriftClient {

    /**
     * The name of the client, as in {@code thrift.clients.<name>}.
     *
     * @return the name
     */
    String value();
}
