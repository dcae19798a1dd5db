/** Thrift servers in an application: services, properties, lifecycle, extension points. */
@NullMarked
package io.thriftboot.spring.server;

import org.jspecify.annotations.NullMarked;
