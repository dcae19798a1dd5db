/** Thrift clients: channels, pooled connections, deadlines and retries. */
@NullMarked
package io.thriftboot.client;

import org.jspecify.annotations.NullMarked;
