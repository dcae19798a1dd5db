package io.thriftboot.sample;

import io.thriftboot.sample.api.GreetingService;
import io.thriftboot.spring.ThriftService;

/** Greets. */
@ThriftService
class GreetingHandler implements GreetingService.Iface {

    @Override
    public String greet(String name) {
        return "Hello, " + name + "!";
    }
}
