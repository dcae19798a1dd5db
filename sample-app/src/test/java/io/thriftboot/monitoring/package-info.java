/** The dashboards and alert rules of {@code docs/monitoring}, as Prometheus answers them for the sample. */
@NullMarked
package io.thriftboot.monitoring;

import org.jspecify.annotations.NullMarked;
