package io.thriftboot.cloud;

import io.thriftboot.cloud.testapi.PlaceService;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.apache.thrift.TException;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Applications that call one another, until the test is over. */
final class Applications implements AutoCloseable {

    private final String[] properties;
    private final List<ConfigurableApplicationContext> running = new ArrayList<>();

    /**
     * None so far.
     *
     * @param properties of all of them
     */
    Applications(String... properties) {
        this.properties = properties.clone();
    }

    ConfigurableApplicationContext run(Class<?> application, WebApplicationType web, String... own) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
                .web(web)
                .properties(
                        "spring.cloud.loadbalancer.cache.enabled=false",
                        "spring.jmx.enabled=false",
                        "thrift.server.port=0",
                        "thrift.server.address=127.0.0.1",
                        "thrift.clients.places.address=discovery:places",
                        "thrift.clients.places.address-refresh=50ms")
                .properties(properties)
                .properties(own)
                .run();
        running.add(0, context);
        return context;
    }

    /** Who answers some calls of a client, one after the other. */
    static Set<String> answers(ConfigurableApplicationContext client) throws TException {
        PlaceService.Iface places = client.getBean(Consumer.class).places();
        Set<String> answers = new TreeSet<>();
        for (int i = 0; i < 12; i++) {
            answers.add(places.where());
        }
        return answers;
    }

    @Override
    public void close() {
        running.forEach(ConfigurableApplicationContext::close);
    }

    /** Says where it is. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Server {

        @Bean
        @ThriftService
        PlaceService.Iface handler(Environment environment) {
            return () -> environment.getRequiredProperty("place");
        }
    }

    /** Asks where the others are. */
    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Client {

        @Bean
        Consumer consumer(@ThriftClient("places") PlaceService.Iface places) {
            return new Consumer(places);
        }
    }

    record Consumer(PlaceService.Iface places) {}
}
