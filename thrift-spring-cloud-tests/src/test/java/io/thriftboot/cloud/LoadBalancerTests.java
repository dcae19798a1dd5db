package io.thriftboot.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.WebApplicationType;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.loadbalancer.annotation.LoadBalancerClients;
import org.springframework.cloud.loadbalancer.core.ServiceInstanceListSupplier;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.web.client.RestClient;
import reactor.core.publisher.Mono;
import reactor.core.scheduler.Schedulers;

/** Clients that call the instances among which Spring Cloud LoadBalancer would choose. */
@Timeout(180)
class LoadBalancerTests {

    private final List<HttpServer> webServers = new ArrayList<>();
    private final Applications applications =
            new Applications("spring.cloud.zookeeper.enabled=false", "spring.cloud.discovery.reactive.enabled=false");

    @AfterEach
    void stop() {
        applications.close();
        webServers.forEach(server -> server.stop(0));
    }

    private ConfigurableApplicationContext run(Class<?> application, String... properties) {
        return applications.run(application, WebApplicationType.NONE, properties);
    }

    /** A server, as the registry knows it. */
    private ServiceInstance server(String place, String key, String value) {
        return server(place, 8080, key, value);
    }

    private ServiceInstance server(String place, int webPort, String key, String value) {
        return instance(place, runServer(place), webPort, key, value);
    }

    private ConfigurableApplicationContext runServer(String place) {
        return run(Applications.Server.class, "place=" + place);
    }

    private static ServiceInstance instance(
            String place, ConfigurableApplicationContext server, int webPort, String key, String value) {
        String port = server.getEnvironment().getRequiredProperty("local.thrift.server.port");
        return new DefaultServiceInstance(
                place, "places", "127.0.0.1", webPort, false, Map.of("thrift-port", port, key, value));
    }

    /** The port of a web server that answers everything with a status. */
    private int webServer(AtomicInteger status) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(status.get(), -1);
            exchange.close();
        });
        server.start();
        webServers.add(server);
        return server.getAddress().getPort();
    }

    private static void register(ConfigurableApplicationContext client, ServiceInstance... instances) {
        List<ServiceInstance> known = client.getBean(Registry.class).instances;
        known.addAll(List.of(instances));
    }

    @Test
    void whenAZoneIsPreferredItsInstancesAreCalledAndOthersWhenNoneIsThere() throws TException {
        ServiceInstance one = server("one", "zone", "near");
        ServiceInstance two = server("two", "zone", "near");
        ConfigurableApplicationContext client = run(
                Client.class,
                "spring.cloud.loadbalancer.configurations=zone-preference",
                "spring.cloud.loadbalancer.zone=near");
        register(client, server("three", "zone", "far"), one, two);

        assertThat(Applications.answers(client)).containsExactly("one", "two");

        client.getBean(Registry.class).instances.removeAll(List.of(one, two));
        Awaitility.await()
                .untilAsserted(() -> assertThat(Applications.answers(client)).containsExactly("three"));

        register(client, two);
        Awaitility.await()
                .untilAsserted(() -> assertThat(Applications.answers(client)).containsExactly("two"));
    }

    @Test
    void whenAServerOfTheZoneIsGoneCallsGoToTheOthersOfTheZone() throws TException {
        ConfigurableApplicationContext stopped = runServer("one");
        ServiceInstance one = instance("one", stopped, 8080, "zone", "near");
        ConfigurableApplicationContext client = run(
                Client.class,
                "spring.cloud.loadbalancer.configurations=zone-preference",
                "spring.cloud.loadbalancer.zone=near");
        register(client, one, server("two", "zone", "near"), server("three", "zone", "far"));
        assertThat(Applications.answers(client)).containsExactly("one", "two");

        stopped.close();

        assertThat(Applications.answers(client)).containsExactly("two");
    }

    @Test
    void whenAHintIsSetInstancesThatHaveItAreCalled() throws TException {
        ConfigurableApplicationContext client = run(
                Hinting.class,
                "spring.cloud.loadbalancer.hint.places=green",
                "spring.cloud.loadbalancer.hint.default=blue");
        register(client, server("one", "hint", "green"), server("two", "hint", "blue"));

        assertThat(Applications.answers(client)).containsExactly("one");
    }

    @Test
    void whenHealthIsCheckedThoseThatAreWellAreCalled() throws Exception {
        AtomicInteger well = new AtomicInteger(200);
        AtomicInteger sick = new AtomicInteger(503);
        ConfigurableApplicationContext client = run(
                Checking.class,
                "spring.cloud.loadbalancer.configurations=health-check",
                "spring.cloud.loadbalancer.health-check.interval=100ms",
                "spring.cloud.loadbalancer.health-check.refetch-instances=true",
                "spring.cloud.loadbalancer.health-check.refetch-instances-interval=100ms",
                "spring.cloud.loadbalancer.health-check.update-results-list=false");
        register(client, server("one", webServer(well), "zone", "near"));
        register(client, server("two", webServer(sick), "zone", "near"));
        Awaitility.await()
                .ignoreException(TTransportException.class)
                .untilAsserted(() -> assertThat(Applications.answers(client)).containsExactly("one"));

        sick.set(200);
        Awaitility.await()
                .untilAsserted(() -> assertThat(Applications.answers(client)).containsExactly("one", "two"));

        well.set(503);
        Awaitility.await()
                .untilAsserted(() -> assertThat(Applications.answers(client)).containsExactly("two"));
    }

    @Test
    void whenTheListIsCachedNewInstancesAreCalledWhenTheCacheIsOver() throws TException {
        ConfigurableApplicationContext late = caching("1h");
        ConfigurableApplicationContext soon = caching("200ms");
        ServiceInstance one = server("one", "zone", "near");
        ServiceInstance two = server("two", "zone", "near");
        register(late, one);
        register(soon, one);
        assertThat(Applications.answers(late)).containsExactly("one");
        assertThat(Applications.answers(soon)).containsExactly("one");

        register(late, two);
        register(soon, two);

        Awaitility.await()
                .untilAsserted(() -> assertThat(Applications.answers(soon)).containsExactly("one", "two"));
        assertThat(Applications.answers(late)).containsExactly("one");
    }

    private ConfigurableApplicationContext caching(String time) {
        return run(
                Client.class,
                "spring.cloud.loadbalancer.cache.enabled=true",
                "spring.cloud.loadbalancer.cache.ttl=" + time);
    }

    @Test
    void whenNothingIsConfiguredAllInstancesAreCalled() throws TException {
        ConfigurableApplicationContext client = run(Client.class, "spring.cloud.loadbalancer.zone=near");
        register(client, server("one", "zone", "near"), server("two", "zone", "far"));

        assertThat(Applications.answers(client)).containsExactly("one", "two");
    }

    @Test
    void whenTheLoadBalancerIsOffTheRegistryIsAsked() throws TException {
        ConfigurableApplicationContext client = run(
                Client.class,
                "spring.cloud.loadbalancer.enabled=false",
                "spring.cloud.loadbalancer.configurations=zone-preference",
                "spring.cloud.loadbalancer.zone=near");
        register(client, server("one", "zone", "near"), server("two", "zone", "far"));

        assertThat(Applications.answers(client)).containsExactly("one", "two");
    }

    @Test
    void whenTheServiceHasNoConfigurationTheRegistryIsAsked() throws TException {
        ConfigurableApplicationContext client = run(
                Client.class, "spring.cloud.loadbalancer.configurations=none", "spring.cloud.loadbalancer.zone=near");
        register(client, server("one", "zone", "near"), server("two", "zone", "far"));

        assertThat(Applications.answers(client)).containsExactly("one", "two");
    }

    @Test
    void whenTheFirstCallIsMadeByAThreadOfReactorsItIsAnswered() {
        ConfigurableApplicationContext client = run(Client.class);
        register(client, server("one", "zone", "near"));

        assertThat(Mono.fromCallable(() -> Applications.answers(client))
                        .subscribeOn(Schedulers.parallel())
                        .block())
                .containsExactly("one");
    }

    /** Asks those that the test registers. */
    static class Client extends Applications.Client {

        @Bean
        Registry registry() {
            return new Registry();
        }
    }

    /** Checks their health over HTTP. */
    static class Checking extends Client {

        @Bean
        RestClient restClient() {
            return RestClient.create();
        }
    }

    /** Asks those that have the hint. */
    @LoadBalancerClients(defaultConfiguration = Hints.class)
    static class Hinting extends Client {}

    /** What a user writes to have hints. */
    static class Hints {

        @Bean
        ServiceInstanceListSupplier instances(ConfigurableApplicationContext context) {
            return ServiceInstanceListSupplier.builder()
                    .withBlockingDiscoveryClient()
                    .withHints()
                    .build(context);
        }
    }

    /** Knows what it is told. */
    static final class Registry implements DiscoveryClient {

        private final List<ServiceInstance> instances = new CopyOnWriteArrayList<>();

        @Override
        public String description() {
            return "what the test says";
        }

        @Override
        public List<ServiceInstance> getInstances(String serviceId) {
            return List.copyOf(instances);
        }

        @Override
        public List<String> getServices() {
            return List.of("places");
        }
    }
}
