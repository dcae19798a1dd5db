package io.thriftboot.spring.test.app;

import org.springframework.stereotype.Component;

/** What a handler needs, and a slice does not have. */
@Component
public class Phrases {

    /** The begin of a greeting. */
    public String hello() {
        return "Hello, ";
    }
}
