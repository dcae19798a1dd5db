/** Where servers are that Testcontainers and Docker Compose start. */
@NullMarked
package io.thriftboot.spring.container;

import org.jspecify.annotations.NullMarked;
