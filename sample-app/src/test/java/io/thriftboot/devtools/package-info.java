@NullMarked
package io.thriftboot.devtools;

import org.jspecify.annotations.NullMarked;
