/** Traces through a gateway, services and a database, as a collector receives them. */
@NullMarked
package io.thriftboot.traces;

import org.jspecify.annotations.NullMarked;
