package io.thriftboot.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.testapi.UserService;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Who may do what at {@code /actuator/thrift}, over HTTP. */
class ThriftEndpointAccessTests {

    @Test
    void whenAccessIsUnrestrictedConnectionsCanBeClosed() throws Exception {
        try (ConfigurableApplicationContext context = start("management.endpoint.thrift.access=unrestricted")) {
            ThriftChannel channel = context.getBean(ThriftChannels.class).all().get("users");
            channel.client(UserService.Iface.class).ping("x");
            Object id = JsonPath.read(body(context), "$.servers.default.connections[0].id");
            assertThat((Integer) JsonPath.read(body(context), "$.methods['UserService.ping'].calls"))
                    .isEqualTo(1);

            assertThat(delete(context, "servers/default/" + id)).isEqualTo(204);
            ThriftServers servers = context.getBean(ThriftServers.class);
            await().until(() -> servers.all().get(0).connections().isEmpty());
            assertThat(delete(context, "servers/default/" + id)).isEqualTo(404);
            assertThat(delete(context, "servers/nobody/" + id)).isEqualTo(404);

            channel.client(UserService.Iface.class).ping("y");
            assertThat(delete(context, "clients/users")).isEqualTo(204);
            assertThat(channel.stats().values())
                    .allSatisfy(pool -> assertThat(pool.idle()).isZero());
            assertThat(delete(context, "clients/nobody")).isEqualTo(404);
            assertThat(delete(context, "servers/default")).isEqualTo(404);
            channel.client(UserService.Iface.class).ping("z");
        }
    }

    @Test
    void whenNothingIsSaidConnectionsCanOnlyBeLookedAt() throws Exception {
        try (ConfigurableApplicationContext context = start()) {
            ThriftChannel channel = context.getBean(ThriftChannels.class).all().get("users");
            channel.client(UserService.Iface.class).ping("x");
            Object id = JsonPath.read(body(context), "$.servers.default.connections[0].id");

            assertThat(delete(context, "servers/default/" + id)).isIn(404, 405);
            assertThat(delete(context, "clients/users")).isIn(404, 405);
            assertThat(channel.stats().values())
                    .allSatisfy(pool -> assertThat(pool.idle()).isEqualTo(1));
        }
    }

    private static ConfigurableApplicationContext start(String... properties) {
        List<String> all = new ArrayList<>(List.of(
                "server.port=0",
                "server.address=127.0.0.1",
                "management.endpoints.web.exposure.include=thrift",
                "thrift.server.port=0",
                "thrift.server.address=127.0.0.1",
                "thrift.clients.users.address=127.0.0.1:${local.thrift.server.port}"));
        all.addAll(List.of(properties));
        return new SpringApplicationBuilder(Application.class)
                .properties(all.toArray(String[]::new))
                .run();
    }

    private static URI uri(ConfigurableApplicationContext context, String path) {
        int port = context.getEnvironment().getRequiredProperty("local.server.port", Integer.class);
        return URI.create("http://127.0.0.1:" + port + "/actuator/thrift" + path);
    }

    private static String body(ConfigurableApplicationContext context) throws Exception {
        HttpResponse<String> response = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(uri(context, "")).build(), HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).isEqualTo(200);
        return response.body();
    }

    private static int delete(ConfigurableApplicationContext context, String path) throws Exception {
        HttpRequest request =
                HttpRequest.newBuilder(uri(context, '/' + path)).DELETE().build();
        return HttpClient.newHttpClient()
                .send(request, HttpResponse.BodyHandlers.ofString())
                .statusCode();
    }

    @Configuration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    @ImportThriftClients(name = "users", types = UserService.class)
    static class Application {

        @Bean
        @ThriftService
        Users handler() {
            return new Users();
        }
    }
}
