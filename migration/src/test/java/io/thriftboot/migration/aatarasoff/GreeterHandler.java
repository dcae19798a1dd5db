package io.thriftboot.migration.aatarasoff;

import io.thriftboot.migration.api.Greeter;
import io.thriftboot.spring.ThriftService;

/** A second handler after the migration. */
@ThriftService(server = "greeter")
class GreeterHandler implements Greeter.Iface {

    @Override
    public String greet(String name) {
        return "Hello, " + name + "!";
    }
}
