/** The goals of the Maven plugin. */
@NullMarked
package io.thriftboot.idl.maven;

import org.jspecify.annotations.NullMarked;
