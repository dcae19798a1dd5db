@NullMarked
package io.thriftboot.migration.armeria;

import org.jspecify.annotations.NullMarked;
