/** A checked program written as JSON, for documentation. */
@NullMarked
package io.thriftboot.idl.json;

import org.jspecify.annotations.NullMarked;
