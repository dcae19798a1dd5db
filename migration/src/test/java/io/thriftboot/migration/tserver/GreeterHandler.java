package io.thriftboot.migration.tserver;

import io.thriftboot.migration.api.Greeter;
import io.thriftboot.spring.ThriftService;

/** A second handler after the migration. */
@ThriftService
class GreeterHandler implements Greeter.Iface {

    @Override
    public String greet(String name) {
        return "Hello, " + name + "!";
    }
}
