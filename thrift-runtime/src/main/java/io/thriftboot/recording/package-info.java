/** Requests and replies of a server in files, and what sends them again. */
@NullMarked
package io.thriftboot.recording;

import org.jspecify.annotations.NullMarked;
