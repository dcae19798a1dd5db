@NullMarked
package io.thriftboot.restart;

import org.jspecify.annotations.NullMarked;
