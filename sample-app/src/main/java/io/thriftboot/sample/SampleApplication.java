package io.thriftboot.sample;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Serves users and greetings over Thrift on port 9090, and the actuator over HTTP on port 8080. */
@SpringBootApplication
@EnableScheduling
public class SampleApplication {

    /**
     * Starts the application.
     *
     * @param args properties such as {@code --thrift.server.port=9191}
     */
    public static void main(String[] args) {
        SpringApplication.run(SampleApplication.class, args);
    }
}
