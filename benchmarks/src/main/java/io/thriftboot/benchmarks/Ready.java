package io.thriftboot.benchmarks;

import org.springframework.boot.SpringApplication;
import org.springframework.context.ConfigurableApplicationContext;

/** Runs an application until it is ready, and says so on standard output. */
final class Ready {

    private Ready() {}

    static void run(Class<?> application, String... arguments) {
        try (ConfigurableApplicationContext context = SpringApplication.run(application, arguments)) {
            System.out.println("ready=" + (context.isActive() ? 1 : 0));
        }
    }
}
