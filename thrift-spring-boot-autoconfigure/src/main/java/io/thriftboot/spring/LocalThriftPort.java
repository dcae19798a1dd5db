package io.thriftboot.spring;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.springframework.beans.factory.annotation.Value;

/**
 * Injects the port that the default Thrift server listens on, for tests with {@code thrift.server.port=0}. The port of a
 * named server is {@code @Value("${local.thrift.server.<name>.port}")}. Both are known once the server has started.
 *
 * @since 0.1
 */
@Target({ElementType.FIELD, ElementType.METHOD, ElementType.PARAMETER, ElementType.ANNOTATION_TYPE})
@Retention(RetentionPolicy.RUNTIME)
@Documented
@Value("${local.thrift.server.port}")
public @interface LocalThriftPort {}
