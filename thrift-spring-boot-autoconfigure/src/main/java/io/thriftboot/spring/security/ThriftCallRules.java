package io.thriftboot.spring.security;

import io.thriftboot.ThriftCall;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;

/**
 * Who may call what: the first rule that matches is the one that counts. Of methods without a rule, {@link #anyCall()} says it.
 *
 * @since 0.1
 */
public final class ThriftCallRules {

    private final AuthorizationManagerFactory<ThriftCall> factory;
    private final Set<String> known;
    private final List<Rule> rules = new ArrayList<>();
    private @Nullable AuthorizationManager<ThriftCall> rest;

    /**
     * No rules yet.
     *
     * @param known all methods that there are, as {@code service.method}
     */
    ThriftCallRules(AuthorizationManagerFactory<ThriftCall> factory, Set<String> known) {
        this.factory = factory;
        this.known = known;
    }

    /** What some methods ask for. */
    private record Rule(List<CallPattern> patterns, AuthorizationManager<ThriftCall> access) {}

    /**
     * Begins a rule for some methods.
     *
     * @param patterns names such as {@code UserService.getUser}, with the name under which the service is exported; {@code *} stands for
     *     any characters, and without a dot it is a method of any service
     * @return takes who may call them
     * @throws IllegalArgumentException if there is no pattern, or one stands for no method of any server
     */
    public AuthorizedCalls methods(String... patterns) {
        if (patterns.length == 0) {
            throw new IllegalArgumentException("methods: none (expected: names such as UserService.get*)");
        }
        List<CallPattern> parsed = Arrays.stream(patterns).map(CallPattern::of).toList();
        parsed.forEach(this::requireKnown);
        return new AuthorizedCalls(parsed);
    }

    private void requireKnown(CallPattern pattern) {
        if (!isKnown(pattern)) {
            throw new IllegalArgumentException(
                    "methods: " + pattern + " (expected: a method that a server has, which are " + known + ")");
        }
    }

    private boolean isKnown(CallPattern pattern) {
        return known.stream().anyMatch(pattern::matches);
    }

    /**
     * Begins the rule for all methods that have no other, wherever it stands.
     *
     * @return takes who may call them; of several the last one counts
     */
    public AuthorizedCalls anyCall() {
        return new AuthorizedCalls(List.of());
    }

    /** Adds a rule that is known to have a meaning. */
    void add(CallPattern pattern, AuthorizationManager<ThriftCall> access) {
        rules.add(new Rule(List.of(pattern), access));
    }

    /** What a method asks for, {@code null} if there is no rule. */
    @Nullable
    AuthorizationManager<ThriftCall> find(String service, String method) {
        for (Rule rule : rules) {
            if (rule.patterns().stream().anyMatch(pattern -> pattern.matches(service, method))) {
                return rule.access();
            }
        }
        return rest;
    }

    /** Who may call some methods. */
    public final class AuthorizedCalls {

        private final List<CallPattern> patterns;

        private AuthorizedCalls(List<CallPattern> patterns) {
            this.patterns = patterns;
        }

        /**
         * Everybody.
         *
         * @return the rules
         */
        public ThriftCallRules permitAll() {
            return access(factory.permitAll());
        }

        /**
         * Nobody.
         *
         * @return the rules
         */
        public ThriftCallRules denyAll() {
            return access(factory.denyAll());
        }

        /**
         * Those of whom it is known who they are.
         *
         * @return the rules
         */
        public ThriftCallRules authenticated() {
            return access(factory.authenticated());
        }

        /**
         * Those who have a role.
         *
         * @param role its name, without the prefix {@code ROLE_}
         * @return the rules
         */
        public ThriftCallRules hasRole(String role) {
            return access(factory.hasRole(role));
        }

        /**
         * Those who have one of some roles.
         *
         * @param roles their names, without the prefix {@code ROLE_}
         * @return the rules
         */
        public ThriftCallRules hasAnyRole(String... roles) {
            return access(factory.hasAnyRole(roles));
        }

        /**
         * Those who have an authority.
         *
         * @param authority its name, such as {@code SCOPE_read}
         * @return the rules
         */
        public ThriftCallRules hasAuthority(String authority) {
            return access(factory.hasAuthority(authority));
        }

        /**
         * Those who have one of some authorities.
         *
         * @param authorities their names
         * @return the rules
         */
        public ThriftCallRules hasAnyAuthority(String... authorities) {
            return access(factory.hasAnyAuthority(authorities));
        }

        /**
         * Those of whom something else says so, which also sees the call's arguments.
         *
         * @param manager decides for each call
         * @return the rules
         */
        public ThriftCallRules access(AuthorizationManager<ThriftCall> manager) {
            Objects.requireNonNull(manager);
            if (patterns.isEmpty()) {
                rest = manager;
            } else {
                rules.add(new Rule(patterns, manager));
            }
            return ThriftCallRules.this;
        }
    }
}
