/** Metrics and observations of calls, with Micrometer: the only package that needs it. */
@NullMarked
package io.thriftboot.observation;

import org.jspecify.annotations.NullMarked;
