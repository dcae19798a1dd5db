package io.thriftboot.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.client.ClientMode;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.PoolOptions;
import io.thriftboot.client.RetryPolicy;
import io.thriftboot.client.SharedOptions;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.testapi.UserService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.WireFormat;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.util.TestPropertyValues.Type;
import org.springframework.context.ApplicationContext;

/** What of {@code thrift.client} and {@code thrift.clients} reaches the channels, with the beans that change it. */
class ThriftClientPropertiesTests {

    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withUserConfiguration(Consumer.class)
            .withPropertyValues("thrift.clients.users.address=localhost:1");

    @Test
    void whenNothingIsSetTheOptionsAreTheRuntimesDefaults() {
        assertThat(new PropertiesChannelOptions("x", new ThriftClientProperties()).options())
                .isEqualTo(ThriftChannelOptions.defaults("x"));
    }

    @Test
    void whenEverythingIsSetTheOptionsHaveIt() {
        runner.withPropertyValues(
                        "thrift.client.protocol=compact",
                        "thrift.client.transport=buffered",
                        "thrift.client.strict-read=false",
                        "thrift.client.max-frame-size=1MB",
                        "thrift.client.max-message-size=2MB",
                        "thrift.client.max-string-length=3KB",
                        "thrift.client.max-container-size=4",
                        "thrift.client.max-depth=5",
                        "thrift.client.connect-timeout=6s",
                        "thrift.client.timeout=7s",
                        "thrift.client.multiplexed=true",
                        "thrift.client.pool.max-total=8",
                        "thrift.client.pool.max-idle=7",
                        "thrift.client.pool.min-idle=6",
                        "thrift.client.pool.max-wait=9s",
                        "thrift.client.pool.max-lifetime=10m",
                        "thrift.client.pool.idle-timeout=11m",
                        "thrift.client.retry.max-attempts=12",
                        "thrift.client.mode=short",
                        "thrift.client.shared.connections=16",
                        "thrift.client.shared.max-calls-in-flight=17",
                        "thrift.client.shared.slow-after=18ms",
                        "thrift.client.shared.max-abandoned=19",
                        "thrift.client.shared.callback-threads=20",
                        "thrift.client.socket.keep-alive=false",
                        "thrift.client.socket.no-delay=false",
                        "thrift.client.socket.send-buffer-size=14KB",
                        "thrift.client.socket.receive-buffer-size=15KB",
                        "thrift.clients.users.timeout=13s")
                .run(context -> assertThat(options(context))
                        .isEqualTo(ThriftChannelOptions.builder("users")
                                .wireFormat(new WireFormat(
                                        ThriftProtocol.COMPACT,
                                        LayeredTransport.BUFFERED,
                                        new MessageLimits(1 << 20, 2 << 20, 3 << 10, 4, 5),
                                        false))
                                .connectTimeout(Duration.ofSeconds(6))
                                .timeout(Duration.ofSeconds(13))
                                .multiplexed(true)
                                .pool(new PoolOptions(
                                        8, 7, 6, Duration.ofSeconds(9), Duration.ofMinutes(10), Duration.ofMinutes(11)))
                                .retry(new RetryPolicy(12))
                                .mode(ClientMode.SHORT)
                                .shared(new SharedOptions(16, 17, Duration.ofMillis(18), 19, 20))
                                .socket(new SocketOptions(false, false, 14 << 10, 15 << 10))
                                .build()));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            thrift.clients.users.address=localhost          | localhost (expected: host:port, [IPv6]:port, tcp://host:port, tls://host:port, unix:/path,
            thrift.client.connect-timeout=0s                | PT0S (expected: more than zero)
            thrift.client.protocol=auto                     | auto (expected: binary, compact, json or header; only servers find out)
            thrift.client.transport=auto                    | auto (expected: framed, fast-framed, buffered or zlib
            thrift.client.timeout=-1s                       | PT-1S (expected: zero or more)
            thrift.clients.users.pool.max-total=0           | 0 (expected: 1 or more)
            thrift.client.pool.max-idle=17                  | 17 (expected: 0 to pool.max-total, 16)
            thrift.clients.users.pool.min-idle=17           | 17 (expected: 0 to pool.max-idle, 16)
            thrift.client.pool.max-wait=0s                  | PT0S (expected: more than zero)
            thrift.client.pool.max-lifetime=-1s             | PT-1S (expected: zero or more)
            thrift.client.pool.idle-timeout=-1s             | PT-1S (expected: zero or more)
            thrift.client.retry.max-attempts=0              | 0 (expected: 1 or more)
            thrift.client.shared.connections=-1             | -1 (expected: 0 or more)
            thrift.client.shared.max-calls-in-flight=0      | 0 (expected: 1 or more)
            thrift.clients.users.shared.slow-after=-1ms     | PT-0.001S (expected: zero or more)
            thrift.client.shared.max-abandoned=-1           | -1 (expected: 0 or more)
            thrift.client.shared.callback-threads=-1        | -1 (expected: 0 or more)
            thrift.clients.users.socket.receive-buffer-size=3GB | 3221225472B (expected: 0B to 2147483647B)
            thrift.clients.users.max-string-length=3GB      | 3221225472B (expected: 0B to 2147483647B)
            """)
    void whenValueIsRefusedTheStartFailsNamingPropertyValueAndExpectation(String setting, String message) {
        runner.withPropertyValues(setting).run(context -> assertThat(ThriftTestContexts.analysis(context))
                .startsWith(setting.substring(0, setting.indexOf('=')) + ": ")
                .contains(message));
    }

    @ParameterizedTest
    @ValueSource(strings = {"buffered", "zlib"})
    void whenTheHeaderProtocolHasNoFramesTheStartFails(String transport) {
        runner.withPropertyValues("thrift.client.protocol=header", "thrift.client.transport=" + transport)
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("transport: ")
                        .contains(transport.toUpperCase(Locale.ROOT)
                                + " with protocol HEADER (expected: FRAMED or FAST_FRAMED; "));
    }

    @Test
    void whenModeIsOneThatDoesNotExistTheStartFailsNamingIt() {
        runner.withPropertyValues("thrift.clients.users.mode=borrowed").run(context -> assertThat(context)
                .getFailure()
                .hasStackTraceContaining("thrift.clients.users.mode")
                .hasStackTraceContaining("borrowed"));
    }

    @Test
    void whenThereAreSeveralAddressesEachIsCalled() {
        List<List<Endpoint>> asked = new ArrayList<>();
        ThriftTestContexts.runner()
                .withUserConfiguration(Consumer.class, Handlers.class)
                .withBean(EndpointSelector.class, () -> candidates -> {
                    asked.add(candidates);
                    return candidates.get(asked.size() % 2);
                })
                .withPropertyValues("thrift.servers.other.port=0")
                .withPropertyValues("thrift.clients.users.address=127.0.0.1:${local.thrift.server.port},"
                        + " tcp://127.0.0.1:${local.thrift.server.other.port}")
                .run(context -> {
                    UserService.Iface users =
                            context.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
                    users.ping("one");
                    users.ping("two");
                    assertThat(asked).hasSize(2).allSatisfy(candidates -> assertThat(candidates)
                            .hasSize(2));
                    assertThat(context.getBean(ThriftChannels.class)
                                    .all()
                                    .get("users")
                                    .stats())
                            .hasSize(2);
                });
    }

    @Test
    void whenServerIsRestartedOnAnotherPortThePlaceholderFollows() {
        ThriftTestContexts.runner()
                .withUserConfiguration(Consumer.class, Handlers.class)
                .withPropertyValues("thrift.servers.other.port=0")
                .withPropertyValues("thrift.clients.users.address=127.0.0.1:${local.thrift.server.port}")
                .run(context -> {
                    UserService.Iface users =
                            context.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
                    assertThat(users.ping("before")).isEqualTo("before");
                    context.getSourceApplicationContext().stop();
                    context.getSourceApplicationContext().start();
                    assertThat(users.ping("after")).isEqualTo("after");
                });
    }

    @Test
    void whenEnvironmentSetsAnAddressWithASchemeItIsUsed() {
        ThriftTestContexts.runner()
                .withUserConfiguration(Consumer.class)
                .withInitializer(context -> TestPropertyValues.of("THRIFT_CLIENTS_USERS_ADDRESS=tcp://localhost:1")
                        .applyTo(context.getEnvironment(), Type.SYSTEM_ENVIRONMENT, "test-systemEnvironment"))
                .run(context -> assertThat(options(context).name()).isEqualTo("users"));
    }

    @Test
    void whenCustomizersAndInterceptorsAreBeansTheyApplyOnceToEachClientTheyAreFor() {
        List<String> calls = new ArrayList<>();
        ThriftTestContexts.runner()
                .withUserConfiguration(Consumer.class, Handlers.class)
                .withPropertyValues(
                        "thrift.servers.other.port=0",
                        "thrift.clients.users.address=127.0.0.1:${local.thrift.server.port}",
                        "thrift.clients.users.timeout=3s")
                .withBean(ThriftChannelCustomizer.class, () -> (client, options) -> {
                    calls.add("customize " + client);
                    options.timeout(Duration.ofSeconds(4));
                })
                .withBean(
                        ThriftClientInterceptorFactory.class,
                        () -> client -> (call, next) -> {
                            calls.add("made for " + client);
                            return next.invoke(call);
                        })
                .withBean("inner", ThriftClientInterceptor.class, () -> (call, next) -> {
                    calls.add("intercept " + call);
                    return next.invoke(call);
                })
                .withBean("notForUsers", ThriftClientInterceptor.class, NotForUsers::new)
                .run(context -> {
                    UserService.Iface users =
                            context.getBean(ThriftChannels.class).client("users", UserService.Iface.class);
                    users.ping("x");
                    assertThat(options(context).timeout()).isEqualTo(Duration.ofSeconds(4));
                    assertThat(calls)
                            .containsExactly("customize users", "made for users", "intercept UserService.ping");
                });
    }

    private static ThriftChannelOptions options(ApplicationContext context) {
        return context.getBean(ThriftChannels.class).all().get("users").options();
    }

    @ImportThriftClients(name = "users", types = UserService.class)
    static class Consumer {}

    @ThriftService(server = {"default", "other"})
    static class Handlers extends Users {}

    private static final class NotForUsers implements ThriftClientInterceptor {

        @Override
        public boolean appliesTo(String client) {
            return !client.equals("users");
        }

        @Override
        public CompletionStage<Object> intercept(ThriftCall call, ThriftInvoker next) {
            throw new IllegalStateException("not for users");
        }
    }
}
