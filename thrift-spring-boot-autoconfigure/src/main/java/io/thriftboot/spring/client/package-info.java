/** Thrift clients in an application: injection, properties, channels, extension points. */
@NullMarked
package io.thriftboot.spring.client;

import org.jspecify.annotations.NullMarked;
