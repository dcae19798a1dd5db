/** Services described for people and tools, and their values as JSON text: what a console and a command line need. */
@NullMarked
package io.thriftboot.model;

import org.jspecify.annotations.NullMarked;
