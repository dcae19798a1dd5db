package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.testapi.UserService;
import jakarta.annotation.PostConstruct;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** Whole applications: when clients can be called, what a failed start prints, how long a process lives. */
@ExtendWith(OutputCaptureExtension.class)
class ThriftApplicationTests {

    @Test
    void whenRunnerCallsItsOwnServerTheServerAnswers() {
        try (ConfigurableApplicationContext context =
                start(CallingRunner.class, "--thrift.clients.users.address=localhost:${local.thrift.server.port}")) {
            assertThat(context.getBean(CallingRunner.class).answer).isEqualTo("runner");
        }
    }

    @Test
    void whenPostConstructCallsAnotherServerItAnswers() {
        try (ConfigurableApplicationContext server = start(Server.class)) {
            String address = "--thrift.clients.users.address=localhost:" + ThriftTestContexts.port(server);
            try (ConfigurableApplicationContext context = start(CallingPostConstruct.class, address)) {
                assertThat(context.getBean(CallingPostConstruct.class).answer).isEqualTo("post construct");
            }
        }
    }

    @Test
    void whenClientIsUnknownTheStartPrintsWhatToDo(CapturedOutput output) {
        assertThatThrownBy(() -> start(CallingRunner.class, "--thrift.clients.other.address=localhost:1"))
                .isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("The Thrift client 'users' is not configured: thrift.clients.users.address is not set.")
                .contains("use one of the clients that there are: other.")
                .doesNotContain("\tat io.thriftboot");
    }

    @Test
    void whenPortIsTakenTheStartPrintsWhatToDo(CapturedOutput output) throws IOException {
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            String port = "--thrift.server.port=" + taken.getLocalPort();
            assertThatThrownBy(() -> start(Server.class, port)).isNotNull();
        }
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Stop the process that listens on port")
                .contains("set thrift.server.port to another port")
                .doesNotContain("\tat io.thriftboot");
    }

    @Test
    void whenValueIsRefusedTheStartPrintsPropertyValueAndExpectation(CapturedOutput output) {
        assertThatThrownBy(() -> start(Server.class, "--thrift.server.backlog=0"))
                .isNotNull();
        assertThat(output)
                .contains("APPLICATION FAILED TO START")
                .contains("Invalid value '0' for configuration property 'thrift.server.backlog'")
                .contains("0 (expected: 1 or more)")
                .doesNotContain("\tat io.thriftboot");
    }

    @Test
    void whenValueCannotBeReadTheStartPrintsThePropertyAndTheValue(CapturedOutput output) {
        assertThatThrownBy(() -> start(Server.class, "--thrift.server.model=fast"))
                .isNotNull();
        assertThat(output)
                .contains("Property: thrift.server.model")
                .contains("Value: \"fast\"")
                .contains("THREADED_SELECTOR");
    }

    /** What no server can read, or another name of what it can, is not taken for something else. */
    @ParameterizedTest
    @CsvSource({
        "thrift.server.protocol=theader, HEADER",
        "thrift.server.protocol=simple-json, JSON",
        "thrift.server.protocol=debug, JSON",
        "thrift.client.transport=http, BUFFERED"
    })
    void whenValueDoesNotExistTheStartPrintsThoseThatDo(String setting, String existing, CapturedOutput output) {
        assertThatThrownBy(
                        () -> start(CallingRunner.class, "--" + setting, "--thrift.clients.users.address=localhost:1"))
                .isNotNull();
        String[] property = setting.split("=", 2);
        assertThat(output)
                .contains("Property: " + property[0])
                .contains("Value: \"" + property[1] + "\"")
                .contains("The following values are valid")
                .contains(existing);
    }

    @Test
    void whenApplicationHasNoWebServerItLivesUntilItIsTerminated(@TempDir Path folder) throws Exception {
        Path output = folder.resolve("output");
        Process process = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Server.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(output).contains("port: "));
            Matcher port = Pattern.compile("port: (\\d+)").matcher(Files.readString(output));
            assertThat(port.find()).isTrue();
            try (ThriftChannel channel = ThriftTestContexts.channel(Integer.parseInt(port.group(1)), false)) {
                assertThat(channel.client(UserService.Iface.class).ping("alive"))
                        .isEqualTo("alive");
            }
            assertThat(process.waitFor(500, TimeUnit.MILLISECONDS)).isFalse();
            process.destroy();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            assertThat(output).content().contains("default stopped");
        } finally {
            process.destroyForcibly();
        }
    }

    private static ConfigurableApplicationContext start(Class<?> application, String... arguments) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties("thrift.server.port=0", "thrift.server.address=127.0.0.1")
                .run(arguments);
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Server {

        public static void main(String[] arguments) {
            SpringApplication.run(
                    Server.class,
                    "--thrift.server.port=0",
                    "--thrift.server.address=127.0.0.1",
                    "--spring.main.web-application-type=none",
                    "--spring.docker.compose.enabled=false");
        }

        @Bean
        @ThriftService
        Users handler() {
            return new Users();
        }

        @Bean
        ApplicationRunner printer(Environment environment) {
            return arguments -> System.out.println("port: " + environment.getProperty("local.thrift.server.port"));
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class CallingRunner {

        private String answer;

        @Bean
        @ThriftService
        Users handler() {
            return new Users();
        }

        @Bean
        ApplicationRunner caller(@ThriftClient("users") UserService.Iface users) {
            return arguments -> answer = users.ping("runner");
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class CallingPostConstruct {

        private String answer;

        @ThriftClient("users")
        private UserService.Iface users;

        @PostConstruct
        void call() throws Exception {
            answer = users.ping("post construct");
        }
    }
}
