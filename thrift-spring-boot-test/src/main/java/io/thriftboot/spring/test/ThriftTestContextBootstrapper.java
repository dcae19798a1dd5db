package io.thriftboot.spring.test;

import org.springframework.boot.test.autoconfigure.TestSliceTestContextBootstrapper;

/** Makes the contexts of {@link ThriftTest @ThriftTest}. */
final class ThriftTestContextBootstrapper extends TestSliceTestContextBootstrapper<ThriftTest> {

    ThriftTestContextBootstrapper() {}
}
