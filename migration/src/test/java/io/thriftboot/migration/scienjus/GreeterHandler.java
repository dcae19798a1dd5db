package io.thriftboot.migration.scienjus;

import io.thriftboot.migration.api.Greeter;
import io.thriftboot.spring.ThriftService;

/** A second handler after the migration. */
@ThriftService(server = "greet")
class GreeterHandler implements Greeter.Iface {

    @Override
    public String greet(String name) {
        return "Hello, " + name + "!";
    }
}
