package io.thriftboot.spring.test.app;

import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.test.api.GreetingService;
import org.apache.thrift.TException;
import org.springframework.stereotype.Component;

/** Calls a server that is another one in production. */
@Component
public class Welcome {

    private final GreetingService.Iface greetings;

    Welcome(@ThriftClient("greetings") GreetingService.Iface greetings) {
        this.greetings = greetings;
    }

    /** What the server says. */
    public String to(String name) throws TException {
        return greetings.greet(name);
    }
}
