/** Health of servers and clients. */
@NullMarked
package io.thriftboot.spring.health;

import org.jspecify.annotations.NullMarked;
