/** How a Thrift service, a method and a call are described: what servers and clients share. */
@NullMarked
package io.thriftboot;

import org.jspecify.annotations.NullMarked;
