/** The compiler as a whole, for builds and for the command line. */
@NullMarked
package io.thriftboot.idl;

import org.jspecify.annotations.NullMarked;
