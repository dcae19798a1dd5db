@NullMarked
package io.thriftboot.sample;

import org.jspecify.annotations.NullMarked;
