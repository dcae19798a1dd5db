/** For tests of what serves or calls Thrift: servers, assertions and faults. Needs no Spring. */
@NullMarked
package io.thriftboot.test;

import org.jspecify.annotations.NullMarked;
