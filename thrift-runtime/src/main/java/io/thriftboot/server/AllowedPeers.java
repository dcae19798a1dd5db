package io.thriftboot.server;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketAddress;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * The addresses from which clients may connect to a server. Clients without an address, such as those of unix sockets, always may.
 *
 * @param blocks addresses that begin alike; none for all addresses
 * @since 0.1
 */
public record AllowedPeers(List<Block> blocks) {

    /** Everybody. */
    public static final AllowedPeers ALL = new AllowedPeers(List.of());

    private static final Pattern CIDR = Pattern.compile(
            "(?<address>[0-9]{1,3}(?:\\.[0-9]{1,3}){3}|[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)(?:/(?<bits>[0-9]{1,3}))?");
    private static final int MAPPED_PREFIX = 12;

    /** Copies the blocks. */
    public AllowedPeers {
        blocks = List.copyOf(blocks);
    }

    /**
     * Addresses that begin with the same bits.
     *
     * @param address one of them, 4 or 16 bytes
     * @param bits how many bits they have in common, 0 to 32 or 128
     * @since 0.1
     */
    public record Block(InetAddress address, int bits) {

        /**
         * Checks that no bit behind those in common is set.
         *
         * @throws IllegalArgumentException if one is, or the number of bits is out of its range
         */
        public Block {
            byte[] bytes = address.getAddress();
            if (bits < 0 || bits > bytes.length * Byte.SIZE || !Arrays.equals(bytes, masked(bytes, bits))) {
                throw new IllegalArgumentException("allowed-peers: " + address.getHostAddress() + '/' + bits
                        + " (expected: an address of which at most the first bits of that number are set, such as"
                        + " 10.0.0.0/8)");
            }
        }

        private static byte[] masked(byte[] bytes, int bits) {
            byte[] masked = bytes.clone();
            for (int bit = bits; bit < bytes.length * Byte.SIZE; bit++) {
                masked[bit / Byte.SIZE] &= (byte) ~(0x80 >>> bit % Byte.SIZE);
            }
            return masked;
        }

        private boolean contains(byte[] peer) {
            byte[] own = address.getAddress();
            return own.length == peer.length && Arrays.equals(own, masked(peer, bits));
        }

        @Override
        public String toString() {
            return address.getHostAddress() + '/' + bits;
        }
    }

    /**
     * Reads a list of addresses.
     *
     * @param texts IPv4 or IPv6 addresses or blocks of them, such as {@code 10.0.0.0/8} or {@code fd00::/8}; none for everybody
     * @return the addresses
     * @throws IllegalArgumentException if one is neither; names of hosts are not looked up
     */
    public static AllowedPeers of(List<String> texts) {
        return new AllowedPeers(texts.stream().map(AllowedPeers::block).toList());
    }

    private static Block block(String text) {
        Matcher matcher = CIDR.matcher(text.strip());
        if (!matcher.matches()) {
            throw malformed(text);
        }
        try {
            InetAddress address = InetAddress.getByName(matcher.group("address"));
            String bits = matcher.group("bits");
            int all = address.getAddress().length * Byte.SIZE;
            return new Block(address, bits == null ? all : Integer.parseInt(bits));
        } catch (UnknownHostException ex) {
            throw malformed(text);
        }
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("allowed-peers: " + text
                + " (expected: an IPv4 or IPv6 address or a block of them, such as 10.0.0.0/8 or fd00::/8; no name)");
    }

    /**
     * Whether a client may connect.
     *
     * @param peer its address, {@code null} if it has none
     * @return whether it is in one of the blocks, or there is none, or it has no IP address
     */
    public boolean contains(@Nullable SocketAddress peer) {
        if (blocks.isEmpty() || !(peer instanceof InetSocketAddress address)) {
            return true;
        }
        byte[] bytes = unmapped(address.getAddress().getAddress());
        return blocks.stream().anyMatch(block -> block.contains(bytes));
    }

    /** An IPv4 address within an IPv6 address, as sockets for both report it. */
    private static byte[] unmapped(byte[] bytes) {
        boolean mapped = bytes.length > MAPPED_PREFIX && bytes[10] == -1 && bytes[11] == -1;
        for (int i = 0; i < MAPPED_PREFIX - 2 && mapped; i++) {
            mapped = bytes[i] == 0;
        }
        return mapped ? Arrays.copyOfRange(bytes, MAPPED_PREFIX, bytes.length) : bytes;
    }

    @Override
    public String toString() {
        return blocks.toString();
    }
}
