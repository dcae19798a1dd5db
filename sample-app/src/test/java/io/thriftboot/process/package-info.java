/** Applications in processes of their own. */
@NullMarked
package io.thriftboot.process;

import org.jspecify.annotations.NullMarked;
