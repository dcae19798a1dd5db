/** Thrift IDL as written: sources and positions, tokens, the syntax tree, and problems found in them. */
@NullMarked
package io.thriftboot.idl.syntax;

import org.jspecify.annotations.NullMarked;
