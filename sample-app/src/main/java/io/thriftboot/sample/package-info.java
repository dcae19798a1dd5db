/** A user's application: two services, clients of them, a gateway, and the actuator. */
@NullMarked
package io.thriftboot.sample;

import org.jspecify.annotations.NullMarked;
