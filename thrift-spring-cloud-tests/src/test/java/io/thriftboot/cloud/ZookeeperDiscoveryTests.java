package io.thriftboot.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.cloud.testapi.PlaceService;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.curator.test.TestingServer;
import org.apache.thrift.TException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Applications that publish their Thrift ports in ZooKeeper, and one that finds them there. */
@Timeout(180)
class ZookeeperDiscoveryTests {

    /** Zookeeper leaves its configuration there, beside its data. */
    @TempDir
    private Path folder;

    private TestingServer zookeeper;
    private final List<ConfigurableApplicationContext> applications = new ArrayList<>();

    @BeforeEach
    void start() throws Exception {
        zookeeper = new TestingServer(-1, folder.resolve("zookeeper").toFile(), true);
    }

    @AfterEach
    void stop() throws Exception {
        applications.forEach(ConfigurableApplicationContext::close);
        zookeeper.close();
    }

    private ConfigurableApplicationContext run(Class<?> application, WebApplicationType web, String... properties) {
        ConfigurableApplicationContext context = new SpringApplicationBuilder(application)
                .web(web)
                .properties(
                        "spring.cloud.zookeeper.connect-string=" + zookeeper.getConnectString(),
                        "spring.cloud.zookeeper.discovery.instance-host=127.0.0.1",
                        "spring.cloud.loadbalancer.cache.enabled=false",
                        "spring.jmx.enabled=false",
                        "server.port=0",
                        "thrift.server.port=0",
                        "thrift.server.address=127.0.0.1")
                .properties(properties)
                .run();
        applications.add(0, context);
        return context;
    }

    private ConfigurableApplicationContext runServer(String place) {
        return run(Server.class, WebApplicationType.SERVLET, "spring.application.name=places", "place=" + place);
    }

    private static Set<String> answers(PlaceService.Iface places) throws TException {
        Set<String> answers = new HashSet<>();
        for (int i = 0; i < 10; i++) {
            answers.add(places.where());
        }
        return answers;
    }

    @Test
    void whenApplicationsComeAndGoTheClientCallsThoseThatAreThere() {
        ConfigurableApplicationContext one = runServer("one");
        PlaceService.Iface places = run(
                        Client.class,
                        WebApplicationType.NONE,
                        "spring.application.name=caller",
                        "spring.cloud.zookeeper.discovery.register=false",
                        "thrift.clients.places.address=discovery:places",
                        "thrift.clients.places.address-refresh=100ms")
                .getBean(Consumer.class)
                .places();
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assertThat(
                        answers(places))
                .containsExactly("one"));

        runServer("two");
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(answers(places))
                .containsExactlyInAnyOrder("one", "two"));

        one.close();
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(answers(places))
                .containsExactly("two"));
    }

    @Test
    void whenTheRegistryIsGoneCallsGoToWhatWasKnown() throws Exception {
        runServer("one");
        PlaceService.Iface places = run(
                        Client.class,
                        WebApplicationType.NONE,
                        "spring.application.name=caller",
                        "spring.cloud.zookeeper.discovery.register=false",
                        "spring.cloud.zookeeper.max-retries=0",
                        "thrift.clients.places.address=discovery:places",
                        "thrift.clients.places.address-refresh=100ms")
                .getBean(Consumer.class)
                .places();
        Awaitility.await().atMost(Duration.ofSeconds(30)).ignoreExceptions().untilAsserted(() -> assertThat(
                        answers(places))
                .containsExactly("one"));

        zookeeper.stop();

        for (int i = 0; i < 5; i++) {
            assertThat(answers(places)).containsExactly("one");
        }
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
