/** How a message is encoded: the protocols and their limits. */
@NullMarked
package io.thriftboot.protocol;

import org.jspecify.annotations.NullMarked;
