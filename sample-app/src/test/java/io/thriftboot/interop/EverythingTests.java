package io.thriftboot.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.interop.api.Uuids;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The service with everything, called and served by this project: all that the IDL has, uuid too. */
class EverythingTests {

    static Stream<Wire> wires() {
        return Wire.all();
    }

    @ParameterizedTest
    @MethodSource("wires")
    void whenOurServerIsCalledEveryCallIsAnswered(Wire wire) throws Throwable {
        try (InteropServer server = InteropServer.start(wire)) {
            call(InteropClient.of(server.everythingPort(), wire, false), List.of());
            call(InteropClient.of(server.port(), wire, true), List.of(Checks.UNKNOWN_METHOD));
        }
    }

    private static void call(InteropClient client, List<String> inapplicable) throws Throwable {
        try (client) {
            client.everything()
                    .assertGood(
                            inapplicable, TApplicationException.INTERNAL_ERROR, TApplicationException.UNKNOWN_METHOD);
        }
    }

    @ParameterizedTest
    @MethodSource("wires")
    void whenUuidsAreSentTheyComeBack(Wire wire) throws Exception {
        UUID one = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        UUID other = new UUID(-1, -1);
        try (InteropServer server = InteropServer.start(wire);
                InteropClient client = InteropClient.of(server.port(), wire, true)) {
            Uuids.Iface uuids = client.client(Uuids.Iface.class);
            assertThat(uuids.echo(one)).isEqualTo(one);
            assertThat(uuids.echoAll(List.of(one, other))).containsExactly(one, other);
            assertThat(uuids.echoPairs(Map.of(one, other))).isEqualTo(Map.of(one, other));
        }
    }
}
