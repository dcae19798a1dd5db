package io.thriftboot.benchmarks;

import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;

/** A Spring Boot application without a bean of its own. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class EmptyApplication {

    public static void main(String[] arguments) {
        Ready.run(EmptyApplication.class, arguments);
    }
}
