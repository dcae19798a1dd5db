/** Where bytes go and how messages are told apart on the way: endpoints, wire formats, framed and buffered messages. */
@NullMarked
package io.thriftboot.transport;

import org.jspecify.annotations.NullMarked;
