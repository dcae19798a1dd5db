@NullMarked
package io.thriftboot.migration.aatarasoff;

import org.jspecify.annotations.NullMarked;
