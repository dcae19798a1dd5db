package io.thriftboot.spring.container;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import io.thriftboot.spring.client.ThriftConnectionDetails;
import java.lang.reflect.Constructor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.springframework.beans.BeanUtils;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetails;
import org.springframework.boot.autoconfigure.service.connection.ConnectionDetailsFactories;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.ImageReference;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.core.env.Environment;
import org.springframework.mock.env.MockEnvironment;

/** What Spring Boot makes of Docker Compose's services; Docker itself is not asked. */
class ThriftDockerComposeTests {

    private static final String SERVICE_CONNECTION = "org.springframework.boot.service-connection";

    @Test
    void whenAServiceHasAClientsLabelItsPortIsThatClientsAddress() throws Exception {
        ThriftConnectionDetails details = thriftOf(Map.of("io.thriftboot.client", "users, bills"), Map.of(7000, 32768));
        assertThat(details.getAddresses("users")).containsExactly("docker.local:32768");
        assertThat(details.getAddresses("bills")).containsExactly("docker.local:32768");
        assertThat(details.getAddresses("orders")).isEmpty();
    }

    @Test
    void whenAServiceIsAThriftConnectionItIsForEveryClient() throws Exception {
        assertThat(thriftOf(Map.of(SERVICE_CONNECTION, "thrift"), Map.of(9090, 32768))
                        .getAddresses("any"))
                .containsExactly("docker.local:32768");
    }

    @Test
    void whenAServiceHasSeveralPortsALabelOr9090Tells() throws Exception {
        Map<Integer, Integer> ports = Map.of(8080, 1, 9090, 2, 9091, 3);
        assertThat(thriftOf(Map.of("io.thriftboot.client", "users"), ports).getAddresses("users"))
                .containsExactly("docker.local:2");
        assertThat(thriftOf(Map.of("io.thriftboot.client", "users", "io.thriftboot.port", "9091"), ports)
                        .getAddresses("users"))
                .containsExactly("docker.local:3");
        assertThatIllegalStateException()
                .isThrownBy(() -> thriftOf(Map.of("io.thriftboot.client", "users", "io.thriftboot.port", "x"), ports))
                .withMessage("label io.thriftboot.port: x (expected: a port such as 9090)");
    }

    @Test
    void whenAServiceIsSomethingElseItIsLeftAlone() throws Exception {
        assertThat(detailsOf(Map.of(), Map.of(9090, 1))).isEmpty();
        assertThat(detailsOf(Map.of(SERVICE_CONNECTION, "redis"), Map.of(6379, 1)))
                .doesNotContainKey(ThriftConnectionDetails.class);
    }

    @Test
    void whenServicesAreForOneAndForAllTheOneForTheClientCounts() throws Exception {
        ThriftConnectionDetails forAll = thriftOf(Map.of(SERVICE_CONNECTION, "thrift"), Map.of(9090, 1));
        ThriftConnectionDetails forUsers = thriftOf(Map.of("io.thriftboot.client", "users"), Map.of(9090, 2));
        new ApplicationContextRunner()
                .withBean("all", ThriftConnectionDetails.class, () -> forAll)
                .withBean("users", ThriftConnectionDetails.class, () -> forUsers)
                .run(context -> assertThat(context.getBeanProvider(ThriftConnectionDetails.class)
                                .orderedStream())
                        .containsExactly(forUsers, forAll));
    }

    private static ThriftConnectionDetails thriftOf(Map<String, String> labels, Map<Integer, Integer> ports)
            throws Exception {
        return (ThriftConnectionDetails) detailsOf(labels, ports).get(ThriftConnectionDetails.class);
    }

    /** By the factories in spring.factories, as Spring Boot's listener asks them. */
    private static Map<Class<?>, ConnectionDetails> detailsOf(Map<String, String> labels, Map<Integer, Integer> ports)
            throws Exception {
        Constructor<DockerComposeConnectionSource> constructor =
                DockerComposeConnectionSource.class.getDeclaredConstructor(RunningService.class, Environment.class);
        DockerComposeConnectionSource source =
                BeanUtils.instantiateClass(constructor, new Service(labels, new Ports(ports)), new MockEnvironment());
        return new ConnectionDetailsFactories(null).getConnectionDetails(source, false);
    }

    private record Service(Map<String, String> labels, ConnectionPorts ports) implements RunningService {

        @Override
        public String name() {
            return "project-users-1";
        }

        @Override
        public ImageReference image() {
            return ImageReference.of("example/users");
        }

        @Override
        public String host() {
            return "docker.local";
        }

        @Override
        public Map<String, @Nullable String> env() {
            return Map.of();
        }
    }

    private record Ports(Map<Integer, Integer> published) implements ConnectionPorts {

        @Override
        public int get(int containerPort) {
            return published.get(containerPort);
        }

        @Override
        public List<Integer> getAll() {
            return getAll(null);
        }

        @Override
        public List<Integer> getAll(@Nullable String protocol) {
            return new ArrayList<>(published.values());
        }
    }
}
