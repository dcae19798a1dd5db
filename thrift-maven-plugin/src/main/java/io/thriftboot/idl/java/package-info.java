/** A checked program written as Java for libthrift. */
@NullMarked
package io.thriftboot.idl.java;

import org.jspecify.annotations.NullMarked;
