package io.thriftboot.spring.server;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What the properties say about who may call a server's methods. For use by what decides it.
 *
 * @since 0.1
 */
public final class ThriftServerAuthorization {

    private final ServerDefinitions definitions;
    private final ThriftServiceDiscoverer discoverer;

    ThriftServerAuthorization(ServerDefinitions definitions, ThriftServiceDiscoverer discoverer) {
        this.definitions = definitions;
        this.discoverer = discoverer;
    }

    private AuthorizationProperties properties(String server) {
        return definitions.properties(server, List.of()).getAuthorization();
    }

    /**
     * Whether calls of a server are authorized.
     *
     * @param server its name
     * @param customized whether the application says more than the properties do
     * @return whether they are, which {@code authorization.enabled} decides if it is set
     */
    public boolean isInUse(String server, boolean customized) {
        AuthorizationProperties properties = properties(server);
        return properties.isInUse() || (customized && properties.getEnabled() == null);
    }

    /**
     * The rules of a server, its own or inherited.
     *
     * @param server its name
     * @return the rules in their order, {@code authorization.rules}
     */
    public List<AuthorizationRule> rules(String server) {
        return properties(server).getRules();
    }

    /**
     * Who may call methods without a rule.
     *
     * @param server its name
     * @return {@code authorization.default-access}, {@code null} unless set
     */
    public @Nullable String defaultAccess(String server) {
        return properties(server).getDefaultAccess();
    }

    /**
     * The methods that there are to call.
     *
     * @return of all servers, as {@code service.method} with the names under which services are exported
     */
    public Set<String> methods() {
        Set<String> methods = new LinkedHashSet<>();
        for (ExportedService exported : discoverer.discover()) {
            exported.service().methods().keySet().forEach(method -> methods.add(exported.name() + '.' + method));
        }
        return methods;
    }

    /**
     * Turns properties of a server into something else.
     *
     * @param server its name
     * @param conversion throws {@link IllegalArgumentException} with the message {@code property: value (expected: …)} for a value that
     *     is refused
     * @param <R> the type of the result
     * @return the result
     * @throws org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException if a value is refused,
     *     naming the property
     */
    public <R> R check(String server, Supplier<R> conversion) {
        return definitions.check(server, conversion);
    }
}
