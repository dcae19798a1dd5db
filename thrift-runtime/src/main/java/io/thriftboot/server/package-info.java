/** Thrift servers: dispatch, server models, limits and the drained stop. */
@NullMarked
package io.thriftboot.server;

import org.jspecify.annotations.NullMarked;
