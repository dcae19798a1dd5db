/** Timers, gauges and counters of servers and clients. */
@NullMarked
package io.thriftboot.spring.observation;

import org.jspecify.annotations.NullMarked;
