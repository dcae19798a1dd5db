package io.thriftboot.migration.armeria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.linecorp.armeria.client.ClientFactory;
import com.linecorp.armeria.client.thrift.ThriftClients;
import com.linecorp.armeria.common.SerializationFormat;
import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.thrift.THttpService;
import io.thriftboot.migration.api.Calculator;
import io.thriftboot.migration.api.DivisionByZero;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Configuration;

/** Each side is migrated before the other one; the other one is Armeria. */
class ArmeriaTests {

    private static final InetSocketAddress FREE_PORT = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);

    private static ConfigurableApplicationContext migrated;

    @BeforeAll
    static void startTheMigratedServer() {
        migrated = start(WebApplicationType.SERVLET, CalculatorHandler.class, "server.yml", "--server.port=0");
    }

    @AfterAll
    static void closeIt() {
        ClientFactory.ofDefault().close();
        migrated.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tbinary+http", "tbinary+h1c", "tbinary+h2c",
                "tcompact+http", "tcompact+h1c", "tcompact+h2c",
                "tjson+http", "tjson+h1c", "tjson+h2c"
            })
    void whenTheServerIsMigratedArmeriasClientsCallIt(String scheme) throws Exception {
        String uri = scheme + "://" + address();

        assertThat(new OldSums(uri).half(4, 6)).isEqualTo(5);
        Calculator.Iface calculator = ThriftClients.newClient(uri, Calculator.Iface.class);
        assertThatThrownBy(() -> calculator.divide(7, 0)).isEqualTo(new DivisionByZero(7));
    }

    @Test
    void whenTheClientIsMigratedItCallsArmeriasServer() throws Exception {
        try (Server server = OldServer.start(FREE_PORT);
                ConfigurableApplicationContext client = client(address(server), "binary")) {
            assertThat(client.getBean(Sums.class).half(4, 6)).isEqualTo(5);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compact", "json"})
    void whenTheProtocolIsNotTheServicesDefaultItIsRefused(String protocol) {
        try (Server server = OldServer.start(FREE_PORT);
                ConfigurableApplicationContext client = client(address(server), protocol)) {
            Sums sums = client.getBean(Sums.class);
            assertThatThrownBy(() -> sums.half(4, 6)).hasMessageContaining("(expected: 200)");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"compact", "json"})
    void whenTheProtocolIsTheServicesDefaultItIsAnswered(String protocol) throws Exception {
        SerializationFormat format = SerializationFormat.of("t" + protocol);
        try (Server server = Server.builder()
                        .http(FREE_PORT)
                        .service("/calculator", THttpService.of(new CalculatorHandler(), format))
                        .build();
                ConfigurableApplicationContext client = client(started(server), protocol)) {
            assertThat(client.getBean(Sums.class).half(4, 6)).isEqualTo(5);
        }
    }

    @Test
    void whenBothSidesAreMigratedTheClientCallsTheServer() throws Exception {
        try (ConfigurableApplicationContext client = client(address(), "binary")) {
            assertThat(client.getBean(Sums.class).half(4, 6)).isEqualTo(5);
        }
    }

    private static ConfigurableApplicationContext client(String address, String protocol) {
        return start(
                WebApplicationType.NONE,
                Sums.class,
                "client.yml",
                "--thrift.clients.calculator.address=http://" + address,
                "--thrift.clients.calculator.protocol=" + protocol);
    }

    private static ConfigurableApplicationContext start(
            WebApplicationType type, Class<?> bean, String configuration, String... overrides) {
        return new SpringApplicationBuilder(bean, Empty.class)
                .web(type)
                .properties(
                        "spring.config.location=classpath:io/thriftboot/migration/armeria/" + configuration,
                        "server.address=127.0.0.1")
                .run(overrides);
    }

    private static String started(Server server) {
        server.start().join();
        return address(server);
    }

    private static String address(Server server) {
        return "127.0.0.1:" + server.activeLocalPort() + "/calculator";
    }

    /** Of the migrated server. */
    private static String address() {
        return "127.0.0.1:" + migrated.getEnvironment().getRequiredProperty("local.server.port") + "/calculator";
    }

    /** Nothing but auto-configuration. */
    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Empty {}
}
