package io.thriftboot.migration;

import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Starts what a page shows, with the configuration that it shows; only addresses and ports are others. */
public final class Applications {

    private Applications() {}

    /** An application without a web server. */
    public static ConfigurableApplicationContext start(
            String configuration, List<Class<?>> beans, String... overrides) {
        return start(WebApplicationType.NONE, configuration, beans, overrides);
    }

    /** An application with a web server on a free port. */
    public static ConfigurableApplicationContext startWeb(
            String configuration, List<Class<?>> beans, String... overrides) {
        return start(WebApplicationType.SERVLET, configuration, beans, overrides);
    }

    private static ConfigurableApplicationContext start(
            WebApplicationType type, String configuration, List<Class<?>> beans, String... overrides) {
        List<Class<?>> sources = new ArrayList<>(beans);
        sources.add(Empty.class);
        List<String> arguments = new ArrayList<>(List.of(overrides));
        arguments.add("--spring.config.location=classpath:io/thriftboot/migration/" + configuration);
        arguments.add("--thrift.server.address=127.0.0.1");
        arguments.add("--server.address=127.0.0.1");
        arguments.add("--server.port=0");
        return new SpringApplicationBuilder(sources.toArray(Class<?>[]::new))
                .web(type)
                .run(arguments.toArray(String[]::new));
    }

    /** One more argument. */
    public static String[] with(String[] arguments, String argument) {
        List<String> all = new ArrayList<>(List.of(arguments));
        all.add(argument);
        return all.toArray(String[]::new);
    }

    /** A port that an application has told its environment. */
    public static int port(ConfigurableApplicationContext application, String property) {
        return application.getEnvironment().getRequiredProperty(property, Integer.class);
    }

    /** Nothing but auto-configuration. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}
}
