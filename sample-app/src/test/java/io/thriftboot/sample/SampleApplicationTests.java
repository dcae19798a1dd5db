package io.thriftboot.sample;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.thriftboot.sample.api.Code;
import io.thriftboot.sample.api.GreetingService;
import io.thriftboot.sample.api.User;
import io.thriftboot.sample.api.UserNotFound;
import io.thriftboot.sample.api.UserService;
import io.thriftboot.spring.ThriftClient;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.springframework.boot.micrometer.metrics.test.autoconfigure.AutoConfigureMetrics;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;
import org.springframework.boot.test.web.server.LocalServerPort;

/** The sample as its user sees it: through clients, and through the actuator over HTTP. */
@SpringBootTest(
        webEnvironment = WebEnvironment.RANDOM_PORT,
        properties = {"thrift.server.port=0", "sample.interval=1h"})
@AutoConfigureMetrics
class SampleApplicationTests {

    private final UserService.Iface users;
    private final GreetingService.Iface greetings;

    @LocalServerPort
    private int httpPort;

    SampleApplicationTests(
            @ThriftClient("users") UserService.Iface users,
            @ThriftClient("greetings") GreetingService.Iface greetings) {
        this.users = users;
        this.greetings = greetings;
    }

    @Test
    void whenUsersAreAskedForTheBuiltInOnesAreThere() throws TException {
        assertThat(users.listUsers(3)).extracting(User::getName).containsExactly("Ada", "Grace", "Linus");
        assertThat(users.get(1).getRoles()).containsExactly("admin", "author");
    }

    @Test
    void whenAUserIsUnknownTheDeclaredExceptionArrives() {
        assertThatExceptionOfType(UserNotFound.class)
                .isThrownBy(() -> users.get(99))
                .satisfies(thrown -> assertThat(thrown.getId()).isEqualTo(99));
    }

    @Test
    void whenNobodyHasTheNameTheStatusSaysSo() throws TException {
        assertThat(users.find("nobody").getStatus().getCode()).isEqualTo(Code.NOT_FOUND);
        assertThat(users.find("ada").getUser().getId()).isEqualTo(1);
    }

    @Test
    void whenOnewayIsCalledTheNextCallIsAnswered() throws TException {
        users.touch(1);
        assertThat(greetings.greet("you")).isEqualTo("Hello, you!");
    }

    @Test
    void whenHealthIsAskedForServersAndClientsAreShown() throws Exception {
        greetings.greet("health");
        assertThat(get("/actuator/health"))
                .contains("\"status\":\"UP\"")
                .contains("\"thrift\"")
                .contains("\"users\"")
                .contains("\"greetings\"");
    }

    @Test
    void whenTheThriftEndpointIsAskedItShowsServicesAndPools() throws Exception {
        greetings.greet("endpoint");
        assertThat(get("/actuator/thrift"))
                .contains("UserService")
                .contains("GreetingService")
                .contains("\"touch\"")
                .contains("\"maxTotal\":16");
    }

    @Test
    void whenPrometheusScrapesTimersAndGaugesAreThere() throws Exception {
        greetings.greet("prometheus");
        assertThat(get("/actuator/prometheus"))
                .contains("thrift_server_seconds_count{")
                .contains("thrift_client_seconds_count{")
                .contains("rpc_method=\"greet\"")
                .contains("thrift_client_pool_")
                .contains("thrift_server_connections");
    }

    private String get(String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://localhost:" + httpPort + path))
                .build();
        HttpResponse<String> response = HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofString());
        assertThat(response.statusCode()).as(path).isEqualTo(200);
        return response.body();
    }
}
