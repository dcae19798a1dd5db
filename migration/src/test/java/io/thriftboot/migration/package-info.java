@NullMarked
package io.thriftboot.migration;

import org.jspecify.annotations.NullMarked;
