package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointTests {

    @ParameterizedTest
    @CsvSource({
        "localhost:9090, localhost, 9090",
        "' 10.0.0.7:1 ', 10.0.0.7, 1",
        "[::1]:9090, ::1, 9090",
        "tcp://users.example:9090, users.example, 9090",
        "TCP://[fe80::1%eth0]:0, fe80::1%eth0, 0",
        "host:65535, host, 65535"
    })
    void whenTheTextIsAnAddressItIsRead(String text, String host, int port) {
        assertThat(Endpoint.parse(text)).isEqualTo(Endpoint.tcp(host, port));
    }

    /** A host may be called like a scheme. */
    @ParameterizedTest
    @CsvSource({"memory:9090, memory, 9090", "unix:1, unix, 1", "http:80, http, 80", "https:443, https, 443"})
    void whenAHostIsCalledLikeASchemeItIsAHost(String text, String host, int port) {
        assertThat(Endpoint.parse(text)).isEqualTo(Endpoint.tcp(host, port));
    }

    @ParameterizedTest
    @ValueSource(strings = {"unix:/run/users.sock", "unix:///run/users.sock", " UNIX:/run/users.sock "})
    void whenTheTextIsAPathItIsAUnixSocket(String text) {
        assertThat(Endpoint.parse(text)).isEqualTo(Endpoint.unix(Path.of("/run/users.sock")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"memory:users-1", "memory://users-1"})
    void whenTheTextIsANameItIsAMemoryEndpoint(String text) {
        assertThat(Endpoint.parse(text)).isEqualTo(Endpoint.memory("users-1"));
    }

    @ParameterizedTest
    @CsvSource({
        "http://localhost:80, http, localhost, 80, /",
        "http://localhost, http, localhost, 80, /",
        "https://users.example/thrift, https, users.example, 443, /thrift",
        "HTTP://[::1]:8080/a/b?c=d%20e, http, ::1, 8080, /a/b?c=d%20e"
    })
    void whenTheTextIsAUrlItIsRead(String text, String scheme, String host, int port, String path) {
        assertThat(Endpoint.parse(text))
                .isEqualTo(scheme.equals("http") ? Endpoint.http(host, port, path) : Endpoint.https(host, port, path))
                .satisfies(endpoint -> assertThat(endpoint.isHttp()).isTrue());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "localhost",
                ":9090",
                "localhost:",
                "localhost:x",
                "localhost:-1",
                "localhost:65536",
                "::1:9090",
                "[]:1",
                "http://",
                "http:///path",
                "http://user@localhost:80",
                "http://localhost:80/#part",
                "http://localhost:65536/",
                "http://my host/",
                "ftp://localhost:21",
                "unix:",
                "unix:relative.sock",
                "unix://run/users.sock",
                "memory:",
                "memory:a b",
                "memory:/a",
                "localhost:80/path",
                "localhost/path:80",
                "://a:1",
                "tcp://",
                "a:1,b:2"
            })
    void whenTheTextIsNoAddressTheErrorSaysWhatWasExpected(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("address: " + text
                        + " (expected: host:port, [IPv6]:port, tcp://host:port, tls://host:port, unix:/path,"
                        + " memory:name, http://host:port/path or https://host:port/path, port 0 to 65535)");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "tcp://localhost:1",
                "tcp://[::1]:2",
                "tls://localhost:1",
                "tls://[::1]:2",
                "unix:/run/users.sock",
                "memory:users",
                "http://localhost:8080/thrift?a=b",
                "https://[::1]:443/"
            })
    void whenShownItCanBeReadAgain(String text) {
        assertThat(Endpoint.parse(text)).hasToString(text);
    }

    @Test
    void whenAPartIsMissingOrOutOfItsRangeItIsRefused() {
        assertThatThrownBy(() -> Endpoint.tcp("a", 65_536))
                .hasMessage("endpoint: a:65536 (expected: a host and a port from 0 to 65535)");
        assertThatThrownBy(() -> Endpoint.tcp("", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> Endpoint.unix(Path.of("users.sock")))
                .hasMessage("endpoint: users.sock (expected: the absolute path of a file)");
        assertThatThrownBy(() -> Endpoint.memory("1"))
                .hasMessage("endpoint: 1 (expected: a letter, then letters, digits, dots, dashes and underscores)");
        assertThatThrownBy(() -> Endpoint.http("a", 1, "path"))
                .hasMessageStartingWith("endpoint: a:1path (expected: a host");
        assertThatThrownBy(() -> Endpoint.unix(Path.of("/a")).withPort(1)).hasMessageContaining("a file");
    }
}
