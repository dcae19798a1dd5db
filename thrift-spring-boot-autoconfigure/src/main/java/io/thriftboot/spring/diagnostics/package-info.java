/** Explains why an application did not start. */
@NullMarked
package io.thriftboot.spring.diagnostics;

import org.jspecify.annotations.NullMarked;
