@NullMarked
package io.thriftboot.migration.tserver;

import org.jspecify.annotations.NullMarked;
