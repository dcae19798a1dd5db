/** Benchmarks of single steps of a call by JMH: codec, dispatcher, and a client's way to its connection. */
@NullMarked
package io.thriftboot.benchmarks.micro;

import org.jspecify.annotations.NullMarked;
