/** Resilience4j's circuit breakers, rate limiters and bulkheads around the calls of clients. */
@NullMarked
package io.thriftboot.spring.resilience;

import org.jspecify.annotations.NullMarked;
