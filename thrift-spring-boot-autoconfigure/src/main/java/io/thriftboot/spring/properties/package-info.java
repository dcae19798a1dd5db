/** What the property trees of servers and clients have in common: inheritance, wire format, refused values. */
@NullMarked
package io.thriftboot.spring.properties;

import org.jspecify.annotations.NullMarked;
