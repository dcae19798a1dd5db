package io.thriftboot.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.protocol.THeaderTransport;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.spring.testapi.UserService;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;

/** Peers that do harm to a server over HTTP. What is no request the web server refuses; calls are answered all the same. */
class HostileHttpTests {

    private static final int TIMEOUT_MILLIS = 30_000;

    private final WebApplicationContextRunner runner =
            WebContexts.runner().withUserConfiguration(ThriftHttpTests.Handler.class);

    /** A call as each kind of Thrift client sends it that does not speak HTTP. */
    private static List<byte[]> withoutHttp() throws TException {
        List<byte[]> calls = new ArrayList<>();
        for (ThriftProtocol protocol : List.of(ThriftProtocol.BINARY, ThriftProtocol.COMPACT, ThriftProtocol.JSON)) {
            TMemoryBuffer plain = new TMemoryBuffer(100);
            new UserService.Client(protocol.over(plain, WireFormat.DEFAULT.limits(), true)).send_ping("x");
            calls.add(bytes(plain));
            TMemoryBuffer framed = new TMemoryBuffer(100);
            TFramedTransport frames = new TFramedTransport(framed);
            new UserService.Client(protocol.over(frames, WireFormat.DEFAULT.limits(), true)).send_ping("x");
            calls.add(bytes(framed));
        }
        TMemoryBuffer header = new TMemoryBuffer(100);
        TProtocol headed = new THeaderProtocol(new THeaderTransport(header));
        new UserService.Client(headed).send_ping("x");
        calls.add(bytes(header));
        byte[] random = new byte[20_000];
        new Random(7).nextBytes(random);
        calls.add(random);
        return calls;
    }

    private static byte[] bytes(TMemoryBuffer buffer) {
        return Arrays.copyOf(buffer.getArray(), buffer.length());
    }

    /** Whatever the web server says until it closes. */
    private static String sent(int port, byte[] bytes) throws IOException {
        try (Socket socket = new Socket("127.0.0.1", port)) {
            socket.setSoTimeout(TIMEOUT_MILLIS);
            socket.getOutputStream().write(bytes);
            socket.shutdownOutput();
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (SocketException reset) {
            return "";
        }
    }

    private static void assertAnswers(int port) throws Exception {
        HttpCall call = HttpCall.binary();
        call.users.send_ping("canary");
        assertThat(call.send(port, "/thrift").statusCode()).isEqualTo(200);
        assertThat(call.users.recv_ping()).isEqualTo("canary");
    }

    @Test
    void whenThriftIsSpokenToTheWebServerItIsRefused() {
        runner.run(context -> {
            int port = WebContexts.port(context);
            for (byte[] call : withoutHttp()) {
                assertThat(sent(port, call)).doesNotStartWith("HTTP/1.1 200");
                assertAnswers(port);
            }
        });
    }

    /** Ends of lines in headers are tested in HttpHeadersTests, large bodies in ThriftHttpTests. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "GET /thrift/../../../../etc/passwd",
                "POST /thrift/../../../../etc/passwd",
                "GET /thrift/%2e%2e/%2e%2e/etc/passwd",
                "POST /thrift/..;/..;/etc/passwd",
                "GET /thrift\\..\\..\\etc\\passwd",
                "GET //etc/passwd"
            })
    void cve2026x43870(String request) {
        runner.run(context -> {
            int port = WebContexts.port(context);
            String head = request + " HTTP/1.1\r\nHost: localhost\r\nOrigin: http://elsewhere.example\r\n"
                    + "Content-Type: application/x-thrift\r\nContent-Length: 0\r\nConnection: close\r\n\r\n";
            String answer = sent(port, head.getBytes(StandardCharsets.US_ASCII));
            assertThat(answer).matches("(?s)HTTP/1.1 4\\d\\d .*").doesNotContain("root:");
            assertThat(answer).doesNotContainIgnoringCase("access-control-allow");
            assertAnswers(port);
        });
    }

    /** A page of another origin may post, as any client may, but never reads the reply. */
    @Test
    void cve2026x43870WhenTheOriginIsAnotherOneNothingAllowsItToRead() {
        runner.run(context -> {
            HttpCall call = HttpCall.binary();
            call.users.send_ping("x");
            byte[] body = call.bytes();
            String head = "POST /thrift HTTP/1.1\r\nHost: localhost\r\nOrigin: http://elsewhere.example\r\n"
                    + "Content-Type: application/x-thrift\r\nContent-Length: " + body.length
                    + "\r\nConnection: close\r\n\r\n";
            byte[] request = Arrays.copyOf(head.getBytes(StandardCharsets.US_ASCII), head.length() + body.length);
            System.arraycopy(body, 0, request, head.length(), body.length);
            String answer = sent(WebContexts.port(context), request);
            assertThat(answer).startsWith("HTTP/1.1 200").doesNotContainIgnoringCase("access-control-allow");
        });
    }
}
