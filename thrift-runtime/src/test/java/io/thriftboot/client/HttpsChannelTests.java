package io.thriftboot.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.TestKeys;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.TlsOptions;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import javax.net.ssl.SSLContext;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;

/** Calls over HTTPS with the channel's own keys and certificates. */
class HttpsChannelTests {

    private static ThriftChannel channel(EchoWebServer server, TlsOptions tls) {
        return ThriftChannel.create(
                ThriftChannelOptions.builder("web")
                        .connectTimeout(Duration.ofSeconds(10))
                        .timeout(Duration.ofSeconds(20))
                        .connectTimeout(Duration.ofSeconds(10))
                        .tls(tls)
                        .build(),
                EndpointSupplier.fixed(List.of(server.endpoint())),
                EndpointSelector.roundRobin(),
                List.of());
    }

    @Test
    void whenTheServerIsTrustedItAnswersAndOtherwiseTheCallFailsOnce() throws Exception {
        try (EchoWebServer server = new EchoWebServer(new EchoHandler(), TestKeys.context(TestKeys.SERVER));
                ThriftChannel trusting = channel(server, TestKeys.tls(null, TestKeys.SERVER));
                ThriftChannel distrustful = channel(server, TestKeys.tls(null, TestKeys.STRANGER))) {
            assertThat(trusting.client(EchoService.Iface.class).echo("x")).isEqualTo("x");
            assertThatThrownBy(() -> distrustful.client(EchoService.Iface.class).echo("secret"))
                    .isInstanceOf(TTransportException.class)
                    .hasMessageContaining("TLS handshake failed: the other side's certificate is not trusted");
        }
    }

    @Test
    void whenTrustIsReloadedTheNextCallUsesIt() throws Exception {
        AtomicReference<SSLContext> trust = new AtomicReference<>(TestKeys.context(null, TestKeys.STRANGER));
        try (EchoWebServer server = new EchoWebServer(new EchoHandler(), TestKeys.context(TestKeys.SERVER));
                ThriftChannel channel = channel(server, TlsOptions.of(trust::get))) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            assertThatThrownBy(() -> client.echo("x")).isInstanceOf(TTransportException.class);

            trust.set(TestKeys.context(null, TestKeys.SERVER));

            assertThat(client.echo("y")).isEqualTo("y");
        }
    }
}
