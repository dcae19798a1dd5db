/** Who calls, and who may call what, as Spring Security decides it: the only package that needs Spring Security. */
@NullMarked
package io.thriftboot.spring.security;

import org.jspecify.annotations.NullMarked;
