/** What ahead-of-time processing has to know of generated classes. */
@NullMarked
package io.thriftboot.spring.aot;

import org.jspecify.annotations.NullMarked;
