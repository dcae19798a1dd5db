package io.thriftboot.transport;

import java.net.InetSocketAddress;

/**
 * Where a server listens or a client connects to.
 *
 * @param scheme the kind of the address
 * @param host a name or a literal address; IPv6 without brackets
 * @param port 0 to 65535; 0 lets a listening server take any free port
 * @since 0.1
 */
public record Endpoint(Scheme scheme, String host, int port) {

    /** The kinds of address. */
    public enum Scheme {
        /** A TCP port. */
        TCP
    }

    private static final String SEPARATOR = "://";
    private static final int MAX_PORT = 65_535;

    /**
     * Checks the port.
     *
     * @throws IllegalArgumentException if the host is empty or the port is out of its range
     */
    public Endpoint {
        if (host.isEmpty() || port < 0 || port > MAX_PORT) {
            throw new IllegalArgumentException(
                    "endpoint: " + host + ":" + port + " (expected: a host and a port from 0 to " + MAX_PORT + ")");
        }
    }

    /**
     * A TCP endpoint.
     *
     * @param host a name or a literal address
     * @param port 0 to 65535
     * @return the endpoint
     */
    public static Endpoint tcp(String host, int port) {
        return new Endpoint(Scheme.TCP, host, port);
    }

    /**
     * Reads an address as people write it.
     *
     * @param text {@code host:port}, {@code [IPv6]:port} or either after {@code tcp://}
     * @return the endpoint
     * @throws IllegalArgumentException if the text is no address
     */
    public static Endpoint parse(String text) {
        String address = text.strip();
        int separator = address.indexOf(SEPARATOR);
        if (separator >= 0) {
            if (!address.substring(0, separator).equalsIgnoreCase(Scheme.TCP.name())) {
                throw malformed(text);
            }
            address = address.substring(separator + SEPARATOR.length());
        }
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : bareHost(address.substring(0, colon));
        if (host.isEmpty()) {
            throw malformed(text);
        }
        return tcp(host, port(address.substring(colon + 1), text));
    }

    private static String bareHost(String host) {
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        if (bracketed) {
            return host.substring(1, host.length() - 1);
        }
        return host.indexOf(':') < 0 && host.indexOf('/') < 0 ? host : "";
    }

    private static int port(String digits, String text) {
        try {
            int port = Integer.parseInt(digits);
            if (port >= 0 && port <= MAX_PORT) {
                return port;
            }
        } catch (NumberFormatException ex) {
            throw malformed(text);
        }
        throw malformed(text);
    }

    private static IllegalArgumentException malformed(String text) {
        return new IllegalArgumentException("address: " + text
                + " (expected: host:port, [IPv6]:port or tcp://host:port, port 0 to " + MAX_PORT + ")");
    }

    /**
     * The socket address, with the host looked up now.
     *
     * @return the address, unresolved if the name is unknown
     */
    public InetSocketAddress resolve() {
        return new InetSocketAddress(host, port);
    }

    /** {@code tcp://host:port}. */
    @Override
    public String toString() {
        String shown = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return scheme.name().toLowerCase(java.util.Locale.ROOT) + SEPARATOR + shown + ':' + port;
    }
}
