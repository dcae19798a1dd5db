package io.thriftboot.transport;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where a server listens or a client connects to.
 *
 * @param scheme the kind of the address
 * @param host TCP and HTTP: a name or a literal address, IPv6 without brackets; otherwise empty
 * @param port TCP and HTTP: 0 to 65535, where 0 lets a listening server take any free port; otherwise 0
 * @param path of a unix socket its absolute file name, of a memory endpoint its name, of HTTP what follows the host, beginning
 *     with a slash; otherwise empty
 * @since 0.1
 */
public record Endpoint(Scheme scheme, String host, int port, String path) {

    /** The kinds of address. */
    public enum Scheme {
        /** A TCP port. */
        TCP(-1),
        /** A TCP port at which connections begin with a TLS handshake. */
        TLS(-1),
        /** A unix domain socket: a file by which processes of one machine reach each other. */
        UNIX(-1),
        /** A name within this process. */
        MEMORY(-1),
        /** A URL to which messages are posted. Only clients connect to it: web servers listen. */
        HTTP(80),
        /** The same over TLS. */
        HTTPS(443);

        private final int defaultPort;

        Scheme(int defaultPort) {
            this.defaultPort = defaultPort;
        }

        /** As an address begins. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    private static final int MAX_PORT = 65_535;
    private static final Pattern NAME = Pattern.compile("[A-Za-z][A-Za-z0-9._-]*");

    /** A host may be called like a scheme: {@code memory:9090} is its port. */
    private static final Pattern WITH_SCHEME = Pattern.compile(
            "(?i)(?<scheme>(?:tcp|tls|https?)(?=://)|unix(?=:/)|memory(?=:(?://)?[a-z])):(?://(?![/]{2}))?(?<rest>.+)");

    /**
     * Checks that there is what the scheme needs, and nothing else.
     *
     * @throws IllegalArgumentException if something is missing, out of its range, or of another scheme
     */
    public Endpoint {
        String expected =
                switch (scheme) {
                    case TCP, TLS ->
                        isReachable(host, port) && path.isEmpty() ? "" : "a host and a port from 0 to " + MAX_PORT;
                    case HTTP, HTTPS ->
                        isReachable(host, port) && isUrlPath(path)
                                ? ""
                                : "a host, a port from 0 to " + MAX_PORT
                                        + " and the path of a URL, with a slash before it";
                    case UNIX -> isNowhere(host, port) && isAbsolute(path) ? "" : "the absolute path of a file";
                    case MEMORY ->
                        isNowhere(host, port) && NAME.matcher(path).matches()
                                ? ""
                                : "a letter, then letters, digits, dots, dashes and underscores";
                };
        if (!expected.isEmpty()) {
            String shown = isNowhere(host, port) ? path : host + ":" + port + path;
            throw new IllegalArgumentException("endpoint: " + shown + " (expected: " + expected + ")");
        }
    }

    private static boolean isUrlPath(String path) {
        try {
            return path.startsWith("/") && new URI("http://host" + path).getRawFragment() == null;
        } catch (URISyntaxException ex) {
            return false;
        }
    }

    private static boolean isReachable(String host, int port) {
        return !host.isEmpty() && port >= 0 && port <= MAX_PORT;
    }

    private static boolean isNowhere(String host, int port) {
        return host.isEmpty() && port == 0;
    }

    private static boolean isAbsolute(String path) {
        return path.indexOf('\0') < 0 && Path.of(path).isAbsolute();
    }

    /**
     * A TCP endpoint.
     *
     * @param host a name or a literal address
     * @param port 0 to 65535
     * @return the endpoint
     */
    public static Endpoint tcp(String host, int port) {
        return new Endpoint(Scheme.TCP, host, port, "");
    }

    /**
     * A TCP endpoint at which connections are encrypted.
     *
     * @param host a name or a literal address; a client expects it in the server's certificate
     * @param port 0 to 65535
     * @return the endpoint
     */
    public static Endpoint tls(String host, int port) {
        return new Endpoint(Scheme.TLS, host, port, "");
    }

    /**
     * A unix domain socket.
     *
     * @param path its file, absolute; operating systems allow about 100 bytes
     * @return the endpoint
     */
    public static Endpoint unix(Path path) {
        return new Endpoint(Scheme.UNIX, "", 0, path.toString());
    }

    /**
     * An endpoint that is known within this process only.
     *
     * @param name a letter, then letters, digits, dots, dashes and underscores
     * @return the endpoint
     */
    public static Endpoint memory(String name) {
        return new Endpoint(Scheme.MEMORY, "", 0, name);
    }

    /**
     * A URL to which a client posts its messages.
     *
     * @param host a name or a literal address
     * @param port 0 to 65535
     * @param path what follows, beginning with a slash; may have a query
     * @return the endpoint
     */
    public static Endpoint http(String host, int port, String path) {
        return new Endpoint(Scheme.HTTP, host, port, path);
    }

    /**
     * A URL to which a client posts its messages over TLS.
     *
     * @param host a name or a literal address
     * @param port 0 to 65535
     * @param path what follows, beginning with a slash; may have a query
     * @return the endpoint
     */
    public static Endpoint https(String host, int port, String path) {
        return new Endpoint(Scheme.HTTPS, host, port, path);
    }

    /**
     * Reads an address as people write it.
     *
     * @param text {@code host:port}, {@code [IPv6]:port} or either after {@code tcp://} or {@code tls://}; {@code unix:/path}; {@code
     *     memory:name}; {@code http://host:port/path} or {@code https://…}, where the port may be left out
     * @return the endpoint
     * @throws IllegalArgumentException if the text is no address
     */
    public static Endpoint parse(String text) {
        String address = text.strip();
        Matcher matcher = WITH_SCHEME.matcher(address);
        try {
            if (!matcher.matches()) {
                return parseTcp(Scheme.TCP, address);
            }
            Scheme scheme = Scheme.valueOf(matcher.group("scheme").toUpperCase(Locale.ROOT));
            String rest = matcher.group("rest");
            return switch (scheme) {
                case TCP, TLS -> parseTcp(scheme, rest);
                case UNIX -> unix(Path.of(rest));
                case MEMORY -> memory(rest);
                case HTTP, HTTPS -> parseUrl(scheme, new URI(scheme + "://" + rest));
            };
        } catch (IllegalArgumentException | URISyntaxException ex) {
            throw malformed(text, ex);
        }
    }

    private static Endpoint parseTcp(Scheme scheme, String address) {
        int colon = address.lastIndexOf(':');
        String host = colon < 0 ? "" : bareHost(address.substring(0, colon));
        return new Endpoint(scheme, host, Integer.parseInt(address.substring(colon + 1)), "");
    }

    private static String bareHost(String host) {
        if (host.startsWith("[") && host.endsWith("]")) {
            return host.substring(1, host.length() - 1);
        }
        return host.indexOf(':') < 0 && host.indexOf('/') < 0 ? host : "";
    }

    private static Endpoint parseUrl(Scheme scheme, URI url) {
        if (url.getHost() == null || url.getRawUserInfo() != null || url.getRawFragment() != null) {
            throw new IllegalArgumentException("url: " + url + " (expected: a host, a port, a path and no more)");
        }
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : '?' + url.getRawQuery();
        int port = url.getPort() < 0 ? scheme.defaultPort : url.getPort();
        return new Endpoint(scheme, bareHost(url.getHost()), port, path + query);
    }

    private static IllegalArgumentException malformed(String text, Exception cause) {
        return new IllegalArgumentException(
                "address: " + text + " (expected: host:port, [IPv6]:port, tcp://host:port, tls://host:port, unix:/path,"
                        + " memory:name, http://host:port/path or https://host:port/path, port 0 to " + MAX_PORT + ")",
                cause);
    }

    /**
     * Whether messages are posted to a web server, one by one, instead of following each other on a connection.
     *
     * @return whether it is a URL
     */
    public boolean isHttp() {
        return scheme == Scheme.HTTP || scheme == Scheme.HTTPS;
    }

    /**
     * Whether there is a host and a port.
     *
     * @return {@code false} for unix sockets and memory
     */
    public boolean hasPort() {
        return scheme == Scheme.TCP || scheme == Scheme.TLS || isHttp();
    }

    /**
     * Whether connections begin with a TLS handshake, and Thrift's messages follow each other after it.
     *
     * @return {@code false} also for {@code https}
     */
    public boolean isTls() {
        return scheme == Scheme.TLS;
    }

    /**
     * The same endpoint with TLS, if it is a TCP port.
     *
     * @return another endpoint of TCP; otherwise this one
     */
    public Endpoint secured() {
        return scheme == Scheme.TCP ? tls(host, port) : this;
    }

    /**
     * The same endpoint with the port that was really bound.
     *
     * @param newPort 0 to 65535
     * @return another endpoint
     * @throws IllegalArgumentException if the scheme has no port, or it is out of its range
     */
    public Endpoint withPort(int newPort) {
        return new Endpoint(scheme, host, newPort, path);
    }

    /** {@code tcp://host:port}, {@code tls://host:port}, {@code unix:/path}, {@code memory:name}, {@code http://host:port/path}: as it is parsed. */
    @Override
    public String toString() {
        if (!hasPort()) {
            return scheme + ":" + path;
        }
        String shown = host.indexOf(':') < 0 ? host : '[' + host + ']';
        return scheme + "://" + shown + ':' + port + path;
    }
}
