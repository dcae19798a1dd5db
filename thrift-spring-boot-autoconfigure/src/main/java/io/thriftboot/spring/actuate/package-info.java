/** The actuator endpoint {@code thrift}. */
@NullMarked
package io.thriftboot.spring.actuate;

import org.jspecify.annotations.NullMarked;
