package io.thriftboot.benchmarks;

import io.thriftboot.spring.ThriftService;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** A Spring Boot application that exports one Thrift service. */
@SpringBootConfiguration(proxyBeanMethods = false)
@EnableAutoConfiguration
class ServingApplication {

    @Bean
    @ThriftService
    Handler handler() {
        return new Handler();
    }

    public static void main(String[] arguments) {
        Ready.run(ServingApplication.class, arguments);
    }
}
