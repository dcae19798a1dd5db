package io.thriftboot.spring.security;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.CallHeaders;
import io.thriftboot.server.ServerModel;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.SelfSignedKeys;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.testapi.UserService;
import java.nio.file.Path;
import java.security.cert.CertificateParsingException;
import java.security.cert.X509Certificate;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.security.web.authentication.preauth.x509.X509PrincipalExtractor;

/** Clients that are known by their certificates, over the plain binary protocol. */
class MutualTlsTests {

    @TempDir
    private static Path folder;

    private final SelfSignedKeys keys = new SelfSignedKeys(folder);
    private final ApplicationContextRunner runner = Secured.runner()
            .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
            .withUserConfiguration(Handler.class, Clients.class, Secured.Methods.class)
            .withPropertyValues(keys.bundle("server", "all"))
            .withPropertyValues(keys.bundle("ann", "all"))
            .withPropertyValues(keys.bundle("admin", "all"))
            .withPropertyValues(keys.bundle("stranger", "all"))
            .withPropertyValues(keys.trustingBundle("trust", "all"))
            .withPropertyValues(client("ann"))
            .withPropertyValues(client("admin"))
            .withPropertyValues(client("stranger"))
            .withPropertyValues(
                    "thrift.server.authorization.default-access=authenticated",
                    "thrift.server.ssl.bundle=server",
                    "thrift.server.ssl.client-auth=want",
                    "thrift.clients.nobody.address=tls://localhost:${local.thrift.server.port}",
                    "thrift.clients.nobody.ssl.bundle=trust");

    static Stream<ServerModel> models() {
        return Stream.of(ServerModel.values()).filter(ServerModel::supportsTls);
    }

    @BeforeAll
    static void makeKeys() throws Exception {
        SelfSignedKeys keys = new SelfSignedKeys(folder);
        for (String name : new String[] {"server", "ann", "admin", "stranger"}) {
            keys.make(name);
            keys.trust(name, "all");
        }
    }

    private static String[] client(String name) {
        String prefix = "thrift.clients." + name;
        return new String[] {
            prefix + ".address=tls://localhost:${local.thrift.server.port}", prefix + ".ssl.bundle=" + name
        };
    }

    private static UserService.Iface users(ApplicationContext context, String client) {
        return context.getBean(ThriftChannels.class).client(client, UserService.Iface.class);
    }

    @ParameterizedTest
    @MethodSource("models")
    void whenAClientShowsACertificateItsCommonNameIsTheUser(ServerModel model) {
        runner.withUserConfiguration(Secured.People.class)
                .withPropertyValues("thrift.server.model=" + model)
                .run(context -> {
                    assertThat(users(context, "admin").name(1)).isEqualTo("admin");
                    assertThatThrownBy(() -> users(context, "ann").name(1)).hasMessageEndingWith("access denied");
                    assertThat(users(context, "ann").ping("x")).isEqualTo("ann");
                    assertThatThrownBy(() -> users(context, "stranger").ping("x"))
                            .hasMessageEndingWith("not authenticated");
                    assertThatThrownBy(() -> users(context, "nobody").ping("x"))
                            .hasMessageEndingWith("not authenticated");
                });
    }

    @Test
    void whenTheNameIsElsewhereInTheCertificateABeanFindsIt() {
        runner.withUserConfiguration(Secured.People.class)
                .withBean(X509PrincipalExtractor.class, () -> MutualTlsTests::firstOfMail)
                .run(context -> assertThat(users(context, "ann").ping("x")).isEqualTo("ann"));
    }

    private static String firstOfMail(X509Certificate certificate) {
        try {
            return certificate.getSubjectAlternativeNames().stream()
                    .map(name -> String.valueOf(name.get(1)))
                    .filter(name -> name.contains("@"))
                    .map(name -> name.substring(0, name.indexOf('@')))
                    .findFirst()
                    .orElseThrow();
        } catch (CertificateParsingException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void whenAClientAlsoShowsACredentialThatIsTheCaller() {
        runner.withUserConfiguration(Secured.People.class)
                .withPropertyValues("thrift.client.protocol=header")
                .run(context -> {
                    try (CallHeaders headers = CallHeaders.open().set("authorization", Secured.ADMIN)) {
                        assertThat(users(context, "ann").name(1)).isEqualTo("admin");
                        assertThat(headers.received()).isEmpty();
                    }
                });
    }

    @ThriftService
    static class Handler extends Secured.Handler {}

    @ImportThriftClients(name = "ann", types = UserService.class)
    @ImportThriftClients(name = "admin", types = UserService.class)
    @ImportThriftClients(name = "stranger", types = UserService.class)
    @ImportThriftClients(name = "nobody", types = UserService.class)
    static class Clients {}
}
