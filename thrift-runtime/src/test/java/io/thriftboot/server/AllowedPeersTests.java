package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnixDomainSocketAddress;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** From where clients may connect. */
class AllowedPeersTests {

    private static InetSocketAddress peer(String address) throws Exception {
        return new InetSocketAddress(InetAddress.getByName(address), 1);
    }

    @ParameterizedTest
    @CsvSource({
        "10.0.0.0/8,     10.255.1.2,   true",
        "10.0.0.0/8,     11.0.0.1,     false",
        "192.168.4.0/22, 192.168.7.9,  true",
        "192.168.4.0/22, 192.168.8.1,  false",
        "127.0.0.1,      127.0.0.1,    true",
        "127.0.0.1,      127.0.0.2,    false",
        "0.0.0.0/0,      8.8.8.8,      true",
        "0.0.0.0/0,      ::1,          false",
        "fd00::/8,       fd12::1,      true",
        "fd00::/8,       fe80::1,      false",
        "::1,            ::1,          true",
        "2001:db8::/33,  2001:db8:7fff::1, true",
        "2001:db8::/33,  2001:db8:8000::1, false"
    })
    void whenAnAddressIsInABlockItIsAllowed(String block, String address, boolean allowed) throws Exception {
        assertThat(AllowedPeers.of(List.of(block)).contains(peer(address))).isEqualTo(allowed);
    }

    @Test
    void whenAnAddressOfIpv4IsReportedAsOneOfIpv6ItIsTheSame() throws Exception {
        byte[] mapped = new byte[16];
        mapped[10] = -1;
        mapped[11] = -1;
        mapped[12] = 10;
        InetSocketAddress peer = new InetSocketAddress(Inet6Address.getByAddress(null, mapped, 0), 1);

        assertThat(AllowedPeers.of(List.of("10.0.0.0/8")).contains(peer)).isTrue();
    }

    @Test
    void whenThereIsNoAddressOrNoBlockEverybodyIsAllowed() throws Exception {
        assertThat(AllowedPeers.of(List.of("10.0.0.0/8")).contains(UnixDomainSocketAddress.of("/run/x")))
                .isTrue();
        assertThat(AllowedPeers.ALL.contains(peer("8.8.8.8"))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "localhost",
                "10.0.0.1/8",
                "10.0.0.0/33",
                "1.2.3",
                "300.1.1.1",
                ":::",
                "10.0.0.0/-1",
                "",
                "fd00::/129"
            })
    void whenATextIsNoBlockItIsRefused(String text) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> AllowedPeers.of(List.of(text)))
                .withMessageStartingWith("allowed-peers: ")
                .withMessageContaining("(expected: an");
    }
}
