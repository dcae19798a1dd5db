package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                "http://localhost:80",
                "localhost:80/path",
                "localhost/path:80",
                "://a:1",
                "tcp://",
                "a:1,b:2"
            })
    void whenTheTextIsNoAddressTheErrorSaysWhatWasExpected(String text) {
        assertThatThrownBy(() -> Endpoint.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(
                        "address: " + text + " (expected: host:port, [IPv6]:port or tcp://host:port, port 0 to 65535)");
    }

    @Test
    void whenShownItCanBeReadAgain() {
        for (Endpoint endpoint : new Endpoint[] {Endpoint.tcp("localhost", 1), Endpoint.tcp("::1", 2)}) {
            assertThat(Endpoint.parse(endpoint.toString())).isEqualTo(endpoint);
        }
        assertThat(Endpoint.tcp("::1", 2)).hasToString("tcp://[::1]:2");
    }

    @Test
    void whenThePortIsOutOfRangeItIsRefused() {
        assertThatThrownBy(() -> Endpoint.tcp("a", 65_536)).hasMessageContaining("a:65536");
        assertThatThrownBy(() -> Endpoint.tcp("", 1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whenTheHostIsUnknownTheAddressIsUnresolved() {
        assertThat(Endpoint.tcp("no-such-host.invalid", 1).resolve().isUnresolved())
                .isTrue();
        assertThat(Endpoint.tcp("127.0.0.1", 1).resolve().isUnresolved()).isFalse();
    }
}
