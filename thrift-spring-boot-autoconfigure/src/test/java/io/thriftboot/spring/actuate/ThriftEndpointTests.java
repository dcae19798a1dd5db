package io.thriftboot.spring.actuate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.testapi.GreetingService;
import io.thriftboot.spring.testapi.UserService;
import java.util.Objects;
import org.apache.thrift.async.AsyncMethodCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** What {@code /actuator/thrift} shows. */
class ThriftEndpointTests {

    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withConfiguration(AutoConfigurations.of(ThriftEndpointAutoConfiguration.class))
            .withUserConfiguration(Handler.class, AsyncHandler.class, Clients.class)
            .withPropertyValues("thrift.server.default-service=UserService")
            .withPropertyValues("thrift.clients.users.address=127.0.0.1:${local.thrift.server.port}");

    @Test
    void whenEndpointIsExposedItDescribesServersAndClients() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=thrift")
                .run(context -> {
                    context.getBean(ThriftChannels.class)
                            .client("users", UserService.Iface.class)
                            .ping("x");
                    ThriftEndpoint.Thrift thrift =
                            context.getBean(ThriftEndpoint.class).thrift();
                    ThriftEndpoint.Server server = thrift.servers().get("default");
                    String address = "tcp://127.0.0.1:" + ThriftTestContexts.port(context);
                    assertThat(server.running()).isTrue();
                    assertThat(server.address()).isEqualTo(address);
                    assertThat(server.model()).isEqualTo("event-loop");
                    assertThat(server.wireFormat()).isEqualTo("auto/auto");
                    assertThat(server.defaultService()).isEqualTo("UserService");
                    assertThat(server.services().get("UserService").methods()).containsExactly("name", "ping", "touch");
                    assertThat(server.services().get("UserService").handler()).isEqualTo("sync");
                    assertThat(server.services().get("GreetingService").handler())
                            .isEqualTo("async");
                    assertThat(server.stats().calls()).isEqualTo(1);
                    ThriftEndpoint.Client client = thrift.clients().get("users");
                    assertThat(client.wireFormat()).isEqualTo("binary/framed");
                    assertThat(client.endpoints()).containsOnlyKeys(address);
                    assertThat(client.endpoints().get(address).pool().idle()).isEqualTo(1);
                });
    }

    @Test
    void whenClientsAndServersAreConnectedBothSidesShowIt() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=thrift")
                .run(context -> {
                    context.getBean(ThriftChannels.class)
                            .client("users", UserService.Iface.class)
                            .ping("x");
                    ThriftEndpoint.Thrift thrift =
                            context.getBean(ThriftEndpoint.class).thrift();
                    assertThat(thrift.servers().get("default").connections())
                            .singleElement()
                            .satisfies(connection -> {
                                assertThat(connection.peer()).startsWith("/127.0.0.1:");
                                assertThat(connection.dialect()).isEqualTo("binary/framed");
                                assertThat(connection.calls()).isEqualTo(1);
                            });
                    assertThat(thrift.clients().get("users").endpoints().values())
                            .singleElement()
                            .satisfies(endpoint -> {
                                assertThat(endpoint.state()).isEqualTo("up");
                                assertThat(endpoint.lastError()).isNull();
                            });
                    assertThat(thrift.methods()).isEmpty();
                });
    }

    @Test
    void whenEndpointCannotBeReachedItsErrorIsShown() {
        runner.withPropertyValues(
                        "management.endpoints.web.exposure.include=thrift",
                        "thrift.clients.users.address=unix:/nobody/listens/here")
                .run(context -> {
                    context.getBean(ThriftChannels.class).all().get("users").probe();
                    assertThat(context.getBean(ThriftEndpoint.class)
                                    .thrift()
                                    .clients()
                                    .get("users")
                                    .endpoints()
                                    .values())
                            .singleElement()
                            .satisfies(endpoint -> {
                                assertThat(endpoint.state()).isEqualTo("down");
                                assertThat(endpoint.lastError()).isNotBlank();
                            });
                });
    }

    @ParameterizedTest
    @CsvSource({"nio, nio", "auto, epoll"})
    void whenTheServerHasEventLoopsTheirIoIsShown(String io, String shown) {
        assumeTrue(shown.equals("nio") || Epoll.isAvailable(), "epoll does not work here");
        runner.withPropertyValues(
                        "management.endpoints.web.exposure.include=thrift", "thrift.server.event-loop.io=" + io)
                .run(context -> assertThat(server(context).eventLoopIo()).isEqualTo(shown));
    }

    @Test
    void whenTheModelHasNoLoopsNoIoIsShown() {
        runner.withPropertyValues("management.endpoints.web.exposure.include=thrift", "thrift.server.model=threaded")
                .run(context -> {
                    assertThat(server(context).model()).isEqualTo("threaded");
                    assertThat(server(context).eventLoopIo()).isNull();
                });
    }

    private static ThriftEndpoint.Server server(ApplicationContext context) {
        return Objects.requireNonNull(
                context.getBean(ThriftEndpoint.class).thrift().servers().get("default"));
    }

    @Test
    void whenEndpointIsNotExposedThereIsNone() {
        runner.run(context -> assertThat(context).doesNotHaveBean(ThriftEndpoint.class));
    }

    @ThriftService
    static class Handler extends Users {}

    @ThriftService
    static class AsyncHandler implements GreetingService.AsyncIface {

        @Override
        public void greet(String name, AsyncMethodCallback<String> callback) {
            callback.onComplete("Hello " + name);
        }
    }

    @ImportThriftClients(name = "users", types = UserService.class)
    static class Clients {}
}
