package io.thriftboot.spring.security;

import io.thriftboot.ThriftCall;
import io.thriftboot.spring.server.AuthorizationRule;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;

/**
 * Reads rules of properties. What they say is checked when the server starts, so it is a few words and no language.
 *
 * @param factory knows what roles are
 * @param known all methods that there are, as {@code service.method}
 */
record PropertiesRules(AuthorizationManagerFactory<ThriftCall> factory, Set<String> known) {

    static final String DEFAULT_ACCESS = "authenticated";

    private static final String EXPECTED =
            " (expected: permit-all, deny-all, authenticated, hasRole('…'), hasAnyRole('…', '…'),"
                    + " hasAuthority('…') or hasAnyAuthority('…', '…'))";
    private static final String NAME = "'[^']+'";
    private static final Pattern CALL = Pattern.compile(
            "(?<function>has(Any)?(Role|Authority))\\(\\s*(?<names>" + NAME + "(\\s*,\\s*" + NAME + ")*)\\s*\\)");
    private static final String ROLE_PREFIX = "ROLE_";

    /**
     * Adds the rules.
     *
     * @throws IllegalArgumentException if one has no meaning
     */
    void addTo(ThriftCallRules rules, List<AuthorizationRule> properties) {
        for (int i = 0; i < properties.size(); i++) {
            AuthorizationRule rule = properties.get(i);
            String property = "authorization.rules[" + i + "].";
            requireKnown(property, rule);
            rules.add(CallPattern.of(rule.service() + '.' + rule.method()), access(property + "access", rule.access()));
        }
    }

    /** A rule for what does not exist is one for something else that has none. */
    private void requireKnown(String property, AuthorizationRule rule) {
        if (isUnknown(rule.service() + ".*")) {
            throw new IllegalArgumentException(property + "service: " + rule.service()
                    + " (expected: a service that a server exports; their methods are " + known + ")");
        }
        if (isUnknown(rule.service() + '.' + rule.method())) {
            throw new IllegalArgumentException(property + "method: " + rule.method() + " (expected: a method of "
                    + rule.service() + "; those of all services are " + known + ")");
        }
    }

    private boolean isUnknown(String pattern) {
        return known.stream().noneMatch(CallPattern.of(pattern)::matches);
    }

    /**
     * Who may call.
     *
     * @param property named if the text has no meaning
     * @throws IllegalArgumentException if it has none
     */
    AuthorizationManager<ThriftCall> access(String property, @Nullable String text) {
        if (text == null) {
            throw new IllegalArgumentException(property + ": not set" + EXPECTED);
        }
        return switch (text.strip()) {
            case "permit-all" -> factory.permitAll();
            case "deny-all" -> factory.denyAll();
            case DEFAULT_ACCESS -> factory.authenticated();
            default -> call(property, text);
        };
    }

    private AuthorizationManager<ThriftCall> call(String property, String text) {
        Matcher matcher = CALL.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException(property + ": " + text + EXPECTED);
        }
        String[] names = Arrays.stream(matcher.group("names").split(","))
                .map(name -> name.strip().replace("'", ""))
                .toArray(String[]::new);
        return switch (matcher.group("function")) {
            case "hasRole" -> factory.hasRole(one(property, text, names));
            case "hasAnyRole" -> factory.hasAnyRole(roles(property, text, names));
            case "hasAuthority" -> factory.hasAuthority(oneOf(property, text, names));
            case "hasAnyAuthority" -> factory.hasAnyAuthority(names);
            default -> throw new IllegalArgumentException(property + ": " + text + EXPECTED);
        };
    }

    private static String one(String property, String text, String[] names) {
        return oneOf(property, text, roles(property, text, names));
    }

    private static String oneOf(String property, String text, String[] names) {
        if (names.length != 1) {
            throw new IllegalArgumentException(property + ": " + text + EXPECTED);
        }
        return names[0];
    }

    /** Spring Security adds the prefix, and refuses names that have it. */
    private static String[] roles(String property, String text, String[] names) {
        for (String name : names) {
            if (name.startsWith(ROLE_PREFIX)) {
                throw new IllegalArgumentException(property + ": " + text + " (expected: a role without " + ROLE_PREFIX
                        + ", which is added, or hasAuthority)");
            }
        }
        return names;
    }
}
