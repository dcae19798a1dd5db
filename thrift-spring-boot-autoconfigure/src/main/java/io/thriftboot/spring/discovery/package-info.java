/** Endpoints that Spring Cloud knows, and what it is told of the application's own. */
@NullMarked
package io.thriftboot.spring.discovery;

import org.jspecify.annotations.NullMarked;
