@NullMarked
package io.thriftboot.benchmarks;

import org.jspecify.annotations.NullMarked;
