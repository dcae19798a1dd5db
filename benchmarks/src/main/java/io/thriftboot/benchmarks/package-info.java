/** How fast the servers are, beside what is possible and beside others. */
@NullMarked
package io.thriftboot.benchmarks;

import org.jspecify.annotations.NullMarked;
