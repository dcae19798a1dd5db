package io.thriftboot.spring.discovery;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What follows {@code discovery:} in an address: {@code service-id}, {@code service-id/server} or {@code service-id:port}.
 *
 * @param serviceId names the application in the registry
 * @param server names one of its Thrift servers, {@code default} for the one without a name
 * @param port that of all instances; {@code null} if each says its own
 */
record ServiceAddress(
        String serviceId, String server, @Nullable Integer port) {

    private static final String DEFAULT_SERVER = "default";
    private static final int MAX_PORT = 65_535;
    private static final Pattern SYNTAX =
            Pattern.compile("(?<id>[A-Za-z0-9][A-Za-z0-9._-]*)(?:/(?<server>[A-Za-z0-9_-]+)|:(?<port>[0-9]{1,5}))?");

    /**
     * Reads one.
     *
     * @throws IllegalArgumentException if it is none
     */
    static ServiceAddress parse(String address) {
        Matcher matcher = SYNTAX.matcher(address);
        String port = matcher.matches() ? matcher.group("port") : null;
        if (!matcher.matches() || (port != null && Integer.parseInt(port) > MAX_PORT)) {
            throw new IllegalArgumentException("address: discovery:" + address
                    + " (expected: discovery:service-id, discovery:service-id/server or discovery:service-id:port)");
        }
        String server = matcher.group("server");
        return new ServiceAddress(
                matcher.group("id"),
                server == null ? DEFAULT_SERVER : server,
                port == null ? null : Integer.valueOf(port));
    }

    /** The port of an instance, {@code null} if it does not say one. */
    @Nullable
    Integer portOf(@Nullable Map<String, String> metadata) {
        if (port != null) {
            return port;
        }
        String said = metadata == null ? null : metadata.get(key(server));
        return said != null && said.matches("[0-9]{1,5}") && Integer.parseInt(said) <= MAX_PORT
                ? Integer.valueOf(said)
                : null;
    }

    /**
     * Under which name an instance says the port of a server. Consul allows no dots in it.
     *
     * @param server its name
     */
    static String key(String server) {
        return server.equals(DEFAULT_SERVER) ? "thrift-port" : "thrift-" + server + "-port";
    }
}
