/** Tests of Spring Boot applications that serve or call Thrift. */
@NullMarked
package io.thriftboot.spring.test;

import org.jspecify.annotations.NullMarked;
