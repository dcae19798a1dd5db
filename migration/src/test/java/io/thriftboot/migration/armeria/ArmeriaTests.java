package io.thriftboot.migration.armeria;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.migration.Applications;
import io.thriftboot.migration.api.Calculator;
import io.thriftboot.migration.api.DivisionByZero;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.Arrays;
import java.util.List;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.transport.THttpClient;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The migrated server is called as Armeria's clients call it, by other HTTP clients: Armeria needs an older libthrift. */
class ArmeriaTests {

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void whenBinaryIsPostedAsByArmeriaItIsAnswered(HttpClient.Version version) throws Exception {
        assertAnswered(version, "TBINARY", new TBinaryProtocol.Factory());
    }

    @ParameterizedTest
    @EnumSource(HttpClient.Version.class)
    void whenCompactIsPostedAsByArmeriaItIsAnswered(HttpClient.Version version) throws Exception {
        assertAnswered(version, "TCOMPACT", new TCompactProtocol.Factory());
    }

    @Test
    void whenAClientOfLibthriftCallsItIsAnswered() throws Exception {
        try (ConfigurableApplicationContext server = server();
                TTransport http = new THttpClient(url(server))) {
            Calculator.Client calculator = new Calculator.Client(new TBinaryProtocol(http));
            assertThat(calculator.add(2, 3)).isEqualTo(5);
            assertThatThrownBy(() -> calculator.divide(7, 0)).isEqualTo(new DivisionByZero(7));
        }
    }

    @Test
    void whenBothSidesAreMigratedTheClientCallsTheServer() throws Exception {
        try (ConfigurableApplicationContext server = server();
                ConfigurableApplicationContext client = Applications.start(
                        "armeria/client.yml",
                        List.of(Sums.class),
                        "--thrift.clients.calculator.address=" + url(server))) {
            assertThat(client.getBean(Sums.class).half(4, 6)).isEqualTo(5);
        }
    }

    private static void assertAnswered(HttpClient.Version version, String name, TProtocolFactory protocols)
            throws Exception {
        TMemoryBuffer sent = new TMemoryBuffer(64);
        TMemoryBuffer received = new TMemoryBuffer(64);
        Calculator.Client calculator =
                new Calculator.Client(protocols.getProtocol(received), protocols.getProtocol(sent));
        calculator.send_add(2, 3);
        try (ConfigurableApplicationContext server = server()) {
            HttpResponse<byte[]> response = post(version, url(server), "application/x-thrift; protocol=" + name, sent);

            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.version()).isEqualTo(version);
            received.write(response.body());
            assertThat(calculator.recv_add()).isEqualTo(5);
        }
    }

    private static HttpResponse<byte[]> post(HttpClient.Version version, String url, String type, TMemoryBuffer sent)
            throws Exception {
        byte[] body = Arrays.copyOf(sent.getArray(), sent.length());
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .header("Content-Type", type)
                .header("Accept", type)
                .POST(BodyPublishers.ofByteArray(body))
                .build();
        return HttpClient.newBuilder().version(version).build().send(request, BodyHandlers.ofByteArray());
    }

    private static ConfigurableApplicationContext server() {
        return Applications.startWeb("armeria/server.yml", List.of(CalculatorHandler.class));
    }

    private static String url(ConfigurableApplicationContext server) {
        return "http://127.0.0.1:" + Applications.port(server, "local.server.port") + "/calculator";
    }
}
