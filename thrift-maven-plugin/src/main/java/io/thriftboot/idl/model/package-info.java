/** Thrift IDL as meant: programs whose names are resolved and whose rules are checked. */
@NullMarked
package io.thriftboot.idl.model;

import org.jspecify.annotations.NullMarked;
