package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.testapi.UserService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** An application in a process with the variables that Kubernetes sets in each container for a Service of the namespace. */
class KubernetesEnvironmentTests {

    @TempDir
    private Path folder;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "THRIFT_SERVER",
                "THRIFT_SERVERS",
                "THRIFT_SERVERS_ADMIN",
                "THRIFT_SERVER_HTTP",
                "THRIFT_CLIENT",
                "THRIFT_CLIENTS",
                "THRIFT_CLIENTS_USERS",
                "THRIFT"
            })
    void whenAServiceIsNamedLikeOurPropertiesTheApplicationStartsAndCallsItself(String service) throws Exception {
        Path output = folder.resolve("output");
        ProcessBuilder builder = new ProcessBuilder(
                        ProcessHandle.current().info().command().orElseThrow(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Application.class.getName())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().putAll(links(service));
        Process process = builder.start();
        try {
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> Files.readString(output).contains("itself: ") || !process.isAlive());
            Matcher port = Pattern.compile("itself: here (\\d+)").matcher(Files.readString(output));
            assertThat(port.find()).as(Files.readString(output)).isTrue();
            try (ThriftChannel channel = ThriftTestContexts.channel(Integer.parseInt(port.group(1)), false)) {
                assertThat(channel.client(UserService.Iface.class).ping("outside"))
                        .isEqualTo("outside");
            }
        } finally {
            process.destroyForcibly();
        }
    }

    /** Of a Service with a port that has a name. */
    private static Map<String, String> links(String service) {
        return Map.of(
                service + "_SERVICE_HOST", "10.0.0.1",
                service + "_SERVICE_PORT", "9090",
                service + "_SERVICE_PORT_CALLS", "9090",
                service + "_PORT", "tcp://10.0.0.1:9090",
                service + "_PORT_9090_TCP", "tcp://10.0.0.1:9090",
                service + "_PORT_9090_TCP_PROTO", "tcp",
                service + "_PORT_9090_TCP_PORT", "9090",
                service + "_PORT_9090_TCP_ADDR", "10.0.0.1");
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    static class Application {

        public static void main(String[] arguments) {
            SpringApplication application = new SpringApplication(Application.class);
            application.setDefaultProperties(Map.of(
                    "spring.main.web-application-type", "none",
                    "spring.docker.compose.enabled", "false",
                    "thrift.server.port", "0",
                    "thrift.server.address", "127.0.0.1",
                    "thrift.servers.admin.port", "0",
                    "thrift.clients.users.address", "127.0.0.1:${local.thrift.server.port}"));
            application.run(arguments);
        }

        @Bean
        @ThriftService(server = {"default", "admin"})
        Users handler() {
            return new Users();
        }

        @Bean
        ApplicationRunner caller(@ThriftClient("users") UserService.Iface users, Environment environment) {
            return arguments -> System.out.println(
                    "itself: " + users.ping("here") + " " + environment.getProperty("local.thrift.server.port"));
        }
    }
}
