@NullMarked
package io.thriftboot.migration.scienjus;

import org.jspecify.annotations.NullMarked;
