package io.thriftboot.spring.discovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.client.HostResolver;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.testapi.UserService;
import io.thriftboot.transport.Endpoint;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.cloud.client.DefaultServiceInstance;
import org.springframework.cloud.client.ServiceInstance;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.cloud.client.discovery.event.InstanceRegisteredEvent;
import org.springframework.cloud.client.serviceregistry.Registration;
import org.springframework.cloud.client.serviceregistry.ServiceRegistry;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Addresses behind which endpoints are found, and the ports that servers publish. */
@Timeout(60)
@ExtendWith(OutputCaptureExtension.class)
class ThriftDiscoveryTests {

    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withConfiguration(AutoConfigurations.of(ThriftDiscoveryAutoConfiguration.class))
            .withUserConfiguration(Application.class);

    private static UserService.Iface users(ApplicationContext context) {
        return context.getBean(Consumer.class).users();
    }

    private static void register(ApplicationContext context, String host, Map<String, String> metadata) {
        context.getBean(FakeDiscovery.class)
                .instances
                .add(new DefaultServiceInstance("1", "user-service", host, 8080, false, metadata));
    }

    @Test
    void whenAServiceIsKnownItsInstancesAreCalledAtTheirThriftPort() {
        runner.withPropertyValues("thrift.clients.users.address=discovery:user-service")
                .run(context -> {
                    int port = ThriftTestContexts.port(context);
                    register(context, "127.0.0.1", Map.of("thrift-port", "" + port));
                    register(context, "127.0.0.2", Map.of());
                    register(context, "127.0.0.3", Map.of("thrift-port", "none"));

                    assertThat(users(context).ping("x")).isEqualTo("x");

                    assertThat(context.getBean(ThriftChannels.class)
                                    .all()
                                    .get("users")
                                    .stats())
                            .containsOnlyKeys(Endpoint.tcp("127.0.0.1", port));
                    assertThat(context.getBean(FakeDiscovery.class).asked).containsOnly("user-service");
                });
    }

    @Test
    void whenTheAddressNamesAServerItsPortIsTaken() {
        runner.withPropertyValues("thrift.clients.users.address=discovery:user-service/admin")
                .run(context -> {
                    int port = ThriftTestContexts.port(context);
                    register(context, "127.0.0.1", Map.of("thrift-admin-port", "" + port, "thrift-port", "1"));

                    assertThat(users(context).ping("x")).isEqualTo("x");
                });
    }

    @Test
    void whenTheAddressHasAPortItIsThatOfAllInstances() {
        runner.withPropertyValues("thrift.clients.users.address=discovery:user-service:${local.thrift.server.port}")
                .run(context -> {
                    register(context, "127.0.0.1", Map.of());

                    assertThat(users(context).ping("x")).isEqualTo("x");
                });
    }

    @Test
    void whenNoInstanceIsKnownTheErrorSaysSo() {
        runner.withPropertyValues("thrift.clients.users.address=discovery:user-service")
                .run(context -> assertThatThrownBy(() -> users(context).ping("x"))
                        .isInstanceOf(TTransportException.class)
                        .hasMessageStartingWith("users: no endpoint is known"));
    }

    @ParameterizedTest
    @CsvSource({
        "users, users, default,",
        "users/admin, users, admin,",
        "user.service-1:9090, user.service-1, default, 9090"
    })
    void whenAnAddressIsReadItHasItsParts(String address, String id, String server, Integer port) {
        assertThat(ServiceAddress.parse(address)).isEqualTo(new ServiceAddress(id, server, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"discovery:a b", "discovery:users:70000", "discovery:/x", "discovery:users/"})
    void whenAnAddressCannotBeReadTheStartFails(String address) {
        runner.withPropertyValues("thrift.clients.users.address=" + address)
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .startsWith("thrift.clients.users.address: " + address + " (expected: discovery:service-id"));
    }

    @Test
    void whenAHostHasSeveralAddressesTheClientHasThemAll() {
        runner.withPropertyValues("thrift.clients.users.address=dns://users.internal:${local.thrift.server.port}")
                .withBean(
                        HostResolver.class,
                        () -> host -> List.of(InetAddress.getByAddress(host, new byte[] {127, 0, 0, 1})))
                .run(context -> {
                    assertThat(users(context).ping("x")).isEqualTo("x");
                    assertThat(context.getBean(ThriftChannels.class)
                                    .all()
                                    .get("users")
                                    .stats())
                            .containsOnlyKeys(Endpoint.tcp("127.0.0.1", ThriftTestContexts.port(context)));
                });
    }

    @Test
    void whenAHostGetsOtherAddressesTheClientCallsThose() {
        List<InetAddress> addresses = new CopyOnWriteArrayList<>(List.of(loopback(1)));
        runner.withPropertyValues(
                        "thrift.clients.users.address=dns://users.internal:${local.thrift.server.port}",
                        "thrift.clients.users.address-refresh=20ms",
                        "thrift.server.address=0.0.0.0")
                .withBean(HostResolver.class, () -> host -> List.copyOf(addresses))
                .run(context -> {
                    assertThat(users(context).ping("x")).isEqualTo("x");
                    assertThat(called(context)).containsExactly("127.0.0.1");

                    addresses.add(loopback(2));
                    addresses.add(loopback(3));

                    Awaitility.await().untilAsserted(() -> {
                        assertThat(users(context).ping("x")).isEqualTo("x");
                        assertThat(called(context)).contains("127.0.0.2", "127.0.0.3");
                    });
                });
    }

    private static InetAddress loopback(int last) {
        try {
            return InetAddress.getByAddress("users.internal", new byte[] {127, 0, 0, (byte) last});
        } catch (UnknownHostException ex) {
            throw new IllegalStateException(ex);
        }
    }

    private static List<String> called(ApplicationContext context) {
        return context.getBean(ThriftChannels.class).all().get("users").stats().keySet().stream()
                .map(Endpoint::host)
                .toList();
    }

    @Test
    void whenAddressesOfAllKindsAreMixedEachIsCalled() {
        runner.withPropertyValues(
                        "thrift.clients.users.address=dns://localhost:${local.thrift.server.port},discovery:user-service:${local.thrift.server.port},127.0.0.3:${local.thrift.server.port}",
                        "thrift.server.address=0.0.0.0")
                .withBean(HostResolver.class, () -> host -> List.of(InetAddress.getByName("127.0.0.1")))
                .run(context -> {
                    register(context, "127.0.0.2", Map.of());
                    for (int i = 0; i < 6; i++) {
                        assertThat(users(context).ping("x")).isEqualTo("x");
                    }
                    assertThat(context.getBean(ThriftChannels.class)
                                    .all()
                                    .get("users")
                                    .stats())
                            .hasSize(3);
                });
    }

    @Test
    void whenAServerHasStartedItsPortIsInTheRegistration() {
        runner.withPropertyValues("thrift.clients.users.address=discovery:user-service")
                .run(context -> {
                    assertThat(context.getBean(FakeRegistration.class).metadata)
                            .containsEntry("thrift-port", "" + ThriftTestContexts.port(context));
                    assertThat(context.getBean(FakeRegistry.class).registered).isEmpty();
                });
    }

    @Test
    void whenTheApplicationWasRegisteredBeforeItIsRegisteredAnew() {
        runner.withPropertyValues("thrift.clients.users.address=discovery:user-service")
                .withBean(Registered.class)
                .run(context -> assertThat(context.getBean(FakeRegistry.class).registered)
                        .hasSize(1));
    }

    @Test
    void whenThePortCannotBePublishedTheServerStartsAllTheSame(CapturedOutput output) {
        runner.withPropertyValues("thrift.clients.users.address=discovery:user-service")
                .withBean(ClosedRegistration.class)
                .run(context -> {
                    assertThat(context.getBean("registration", FakeRegistration.class).metadata)
                            .containsKey("thrift-port");
                    assertThat(output)
                            .contains("closed-service: the Thrift port " + ThriftTestContexts.port(context)
                                    + " is not published, clients will not find it as discovery:closed-service");
                });
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        @ThriftService
        Users handler() {
            return new Users();
        }

        @Bean
        Consumer consumer(@ThriftClient("users") UserService.Iface users) {
            return new Consumer(users);
        }

        @Bean
        FakeDiscovery discovery() {
            return new FakeDiscovery();
        }

        @Bean
        FakeRegistration registration() {
            return new FakeRegistration();
        }

        @Bean
        FakeRegistry registry() {
            return new FakeRegistry();
        }
    }

    record Consumer(UserService.Iface users) {}

    /** As the application's registration says when it is done. */
    static final class Registered implements SmartInitializingSingleton {

        private final ApplicationContext context;

        Registered(ApplicationContext context) {
            this.context = context;
        }

        @Override
        public void afterSingletonsInstantiated() {
            context.publishEvent(new InstanceRegisteredEvent<>(this, "registered"));
        }
    }

    static final class FakeDiscovery implements DiscoveryClient {

        private final List<ServiceInstance> instances = new CopyOnWriteArrayList<>();
        private final List<String> asked = new CopyOnWriteArrayList<>();

        @Override
        public String description() {
            return "what the test says";
        }

        @Override
        public List<ServiceInstance> getInstances(String serviceId) {
            asked.add(serviceId);
            return List.copyOf(instances);
        }

        @Override
        public List<String> getServices() {
            return List.of("user-service");
        }
    }

    /** Whose metadata nobody may change. */
    static final class ClosedRegistration extends FakeRegistration {

        @Override
        public String getServiceId() {
            return "closed-service";
        }

        @Override
        public Map<String, String> getMetadata() {
            return Map.of();
        }
    }

    static class FakeRegistration implements Registration {

        private final Map<String, String> metadata = new HashMap<>();

        @Override
        public String getServiceId() {
            return "user-service";
        }

        @Override
        public String getHost() {
            return "127.0.0.1";
        }

        @Override
        public int getPort() {
            return 8080;
        }

        @Override
        public boolean isSecure() {
            return false;
        }

        @Override
        public URI getUri() {
            return URI.create("http://127.0.0.1:8080");
        }

        @Override
        public Map<String, String> getMetadata() {
            return metadata;
        }
    }

    static final class FakeRegistry implements ServiceRegistry<FakeRegistration> {

        private final List<String> registered = new ArrayList<>();

        @Override
        public void register(FakeRegistration registration) {
            registered.add(registration.metadata.toString());
        }

        @Override
        public void deregister(FakeRegistration registration) {}

        @Override
        public void close() {}

        @Override
        public void setStatus(FakeRegistration registration, String status) {}

        @Override
        public <T> T getStatus(FakeRegistration registration) {
            throw new UnsupportedOperationException();
        }
    }
}
