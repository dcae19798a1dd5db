/** Calls methods of any Thrift server from a shell. */
@NullMarked
package io.thriftboot.command;

import org.jspecify.annotations.NullMarked;
