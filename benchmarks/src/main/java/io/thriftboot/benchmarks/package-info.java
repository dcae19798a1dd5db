/** Servers and clients against the limit of the machine and against their peers: ratios, latencies, memory. */
@NullMarked
package io.thriftboot.benchmarks;

import org.jspecify.annotations.NullMarked;
