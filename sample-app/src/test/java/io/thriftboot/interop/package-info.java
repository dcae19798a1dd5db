/** Calls between this project and Apache Thrift's own libraries of other languages. */
@NullMarked
package io.thriftboot.interop;

import org.jspecify.annotations.NullMarked;
