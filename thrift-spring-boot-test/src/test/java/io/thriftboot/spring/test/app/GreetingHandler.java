package io.thriftboot.spring.test.app;

import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.test.api.GreetingService;
import io.thriftboot.spring.test.api.NotAllowed;

/** Greets as the repository of phrases says. */
@ThriftService
public class GreetingHandler implements GreetingService.Iface {

    private final Phrases phrases;

    GreetingHandler(Phrases phrases) {
        this.phrases = phrases;
    }

    @Override
    public String greet(String name) throws NotAllowed {
        if (name.isEmpty()) {
            throw new NotAllowed(name);
        }
        return phrases.hello() + name;
    }
}
