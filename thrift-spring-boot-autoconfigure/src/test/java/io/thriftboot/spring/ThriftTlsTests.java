package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.ThriftContext;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.testapi.UserService;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.ssl.SslBundleRegistry;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;

/** Servers and clients with Spring Boot's SSL bundles. */
class ThriftTlsTests {

    @TempDir
    private static Path folder;

    private final SelfSignedKeys keys = new SelfSignedKeys(folder);
    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
            .withUserConfiguration(Handler.class, Consumer.class)
            .withPropertyValues(keys.bundle("main", "main"))
            .withPropertyValues(keys.bundle("next", "next"))
            .withPropertyValues(
                    "thrift.server.ssl.bundle=main",
                    "thrift.clients.users.address=localhost:${local.thrift.server.port}",
                    "thrift.clients.users.ssl.bundle=main",
                    "thrift.clients.other.address=localhost:${local.thrift.server.port}",
                    "thrift.clients.other.ssl.bundle=next");

    @BeforeAll
    static void makeKeys() throws Exception {
        SelfSignedKeys keys = new SelfSignedKeys(folder);
        keys.make("main");
        keys.make("next");
    }

    private static String who(ApplicationContext context, String client) throws Exception {
        return context.getBean(ThriftChannels.class)
                .client(client, UserService.Iface.class)
                .name(1);
    }

    @Test
    void whenABundleIsSetServerAndClientTalkWithTls() {
        runner.run(context -> {
            assertThat(who(context, "users")).isEqualTo("nobody");
            assertThatThrownBy(() -> who(context, "other"))
                    .hasMessageContaining("the other side's certificate is not trusted");
            try (ThriftChannel plain = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                assertThatThrownBy(() -> plain.client(UserService.Iface.class).name(1))
                        .isInstanceOf(Exception.class);
            }
        });
    }

    @Test
    void whenACertificateIsNeededTheHandlerKnowsTheClient() {
        runner.withPropertyValues("thrift.server.ssl.client-auth=need")
                .run(context -> assertThat(who(context, "users")).isEqualTo("CN=main,O=Example"));
    }

    @Test
    void whenABundleIsReloadedNewConnectionsUseIt() {
        runner.withPropertyValues("thrift.client.mode=short").run(context -> {
            assertThat(who(context, "users")).isEqualTo("nobody");

            SslBundles bundles = context.getBean(SslBundles.class);
            context.getBean(SslBundleRegistry.class).updateBundle("main", bundles.getBundle("next"));

            assertThat(who(context, "other")).isEqualTo("nobody");
            assertThat(who(context, "users")).isEqualTo("nobody");
        });
    }

    @Test
    void whenTheBundleDoesNotExistTheStartFails() {
        runner.withPropertyValues("thrift.server.ssl.bundle=nonsense")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("nonsense"));
    }

    @Test
    void whenTheModelHasNoTlsTheStartFailsNamingTheProperty() {
        runner.withPropertyValues("thrift.server.model=hsha")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .startsWith("thrift.server.ssl: with model HSHA (expected: the model event-loop, threaded,"));
    }

    @ThriftService
    static class Handler extends Users {

        @Override
        public String name(long id) {
            Principal caller = Objects.requireNonNull(ThriftContext.current()).principal();
            return caller == null ? "nobody" : caller.getName();
        }
    }

    @ImportThriftClients(name = "users", types = UserService.class)
    @ImportThriftClients(name = "other", types = UserService.class)
    static class Consumer {}
}
