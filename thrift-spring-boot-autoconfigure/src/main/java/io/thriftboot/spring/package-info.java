/** What an application imports: annotations for services, clients and tests. */
@NullMarked
package io.thriftboot.spring;

import org.jspecify.annotations.NullMarked;
