@NullMarked
package io.thriftboot.sample.restart;

import org.jspecify.annotations.NullMarked;
