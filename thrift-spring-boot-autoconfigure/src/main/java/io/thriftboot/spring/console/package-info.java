/** The actuator endpoint {@code thriftconsole}: a page that browses services and calls their methods. */
@NullMarked
package io.thriftboot.spring.console;

import org.jspecify.annotations.NullMarked;
