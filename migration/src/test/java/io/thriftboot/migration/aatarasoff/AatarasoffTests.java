package io.thriftboot.migration.aatarasoff;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.migration.Applications;
import io.thriftboot.migration.api.Calculator;
import io.thriftboot.migration.api.DivisionByZero;
import io.thriftboot.migration.api.Greeter;
import java.util.List;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.server.TServlet;
import org.apache.thrift.transport.THttpClient;
import org.apache.thrift.transport.TTransport;
import org.junit.jupiter.api.Test;
import org.springframework.boot.web.servlet.ServletRegistrationBean;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Each side is migrated before the other one; the other one is what that starter makes of libthrift's classes. */
class AatarasoffTests {

    private static final String HOST = "127.0.0.1";

    @Test
    void whenTheServerIsMigratedEachServiceIsAtItsPath() throws Exception {
        try (ConfigurableApplicationContext server = server();
                TTransport atCalculator = new THttpClient(url(server, "/calculator"));
                TTransport atGreeter = new THttpClient(url(server, "/greeter"))) {
            Calculator.Client calculator = new Calculator.Client(new TBinaryProtocol(atCalculator));
            assertThat(calculator.add(2, 3)).isEqualTo(5);
            assertThatThrownBy(() -> calculator.divide(7, 0)).isEqualTo(new DivisionByZero(7));
            assertThat(new Greeter.Client(new TBinaryProtocol(atGreeter)).greet("Ann"))
                    .isEqualTo("Hello, Ann!");
        }
    }

    @Test
    void whenTheClientIsMigratedItCallsAServlet() throws Exception {
        try (ConfigurableApplicationContext server =
                        Applications.startWeb("aatarasoff/server.yml", List.of(OldServlet.class));
                ConfigurableApplicationContext client = client(url(server, "/calculator"))) {
            assertThat(client.getBean(Sums.class).half(4, 6)).isEqualTo(5);
        }
    }

    @Test
    void whenTheServerHasAPortTooClientsMayGoThereOneByOne() throws Exception {
        try (ConfigurableApplicationContext server = server("--thrift.servers.calculator.port=0")) {
            int port = Applications.port(server, "local.thrift.server.calculator.port");
            try (ConfigurableApplicationContext before = client(url(server, "/calculator"));
                    ConfigurableApplicationContext after = client(HOST + ":" + port)) {
                assertThat(before.getBean(Sums.class).half(4, 6)).isEqualTo(5);
                assertThat(after.getBean(Sums.class).half(4, 6)).isEqualTo(5);
            }
        }
    }

    private static ConfigurableApplicationContext server(String... overrides) {
        return Applications.startWeb(
                "aatarasoff/server.yml", List.of(CalculatorHandler.class, GreeterHandler.class), overrides);
    }

    private static ConfigurableApplicationContext client(String address) {
        return Applications.start(
                "aatarasoff/client.yml", List.of(Sums.class), "--thrift.clients.calculator.address=" + address);
    }

    private static String url(ConfigurableApplicationContext server, String path) {
        return "http://" + HOST + ":" + Applications.port(server, "local.server.port") + path;
    }

    /** What that starter registers for a controller. */
    @Configuration(proxyBeanMethods = false)
    static class OldServlet {

        @Bean
        ServletRegistrationBean<TServlet> calculator() {
            TServlet servlet =
                    new TServlet(new Calculator.Processor<>(new CalculatorHandler()), new TBinaryProtocol.Factory());
            return new ServletRegistrationBean<>(servlet, "/calculator");
        }
    }
}
