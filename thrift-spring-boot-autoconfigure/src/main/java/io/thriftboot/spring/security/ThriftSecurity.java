package io.thriftboot.spring.security;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.Ordered;
import org.springframework.security.authentication.AuthenticationManager;

/**
 * How a server finds out who calls, and who may call what. For use by a {@link ThriftSecurityCustomizer}.
 *
 * @since 0.1
 */
public final class ThriftSecurity {

    /**
     * Where security stands among the {@link io.thriftboot.spring.server.ThriftServerInterceptorFactory factories} of interceptors:
     * inside of metrics, so that refused calls are counted, and outside of every {@link
     * io.thriftboot.spring.server.ThriftServerInterceptor}.
     */
    public static final int ORDER = Ordered.HIGHEST_PRECEDENCE + 1000;

    private final ThriftCallRules rules;
    private final List<ThriftAuthenticationExtractor> extractors = new ArrayList<>();
    private @Nullable AuthenticationManager authenticationManager;

    ThriftSecurity(ThriftCallRules rules) {
        this.rules = rules;
    }

    /**
     * Says who may call what.
     *
     * @param customizer adds rules
     * @return this
     */
    public ThriftSecurity authorizeCalls(Consumer<ThriftCallRules> customizer) {
        customizer.accept(rules);
        return this;
    }

    /**
     * Has another manager check what clients show than the application's.
     *
     * @param manager the manager
     * @return this
     */
    public ThriftSecurity authenticationManager(AuthenticationManager manager) {
        authenticationManager = manager;
        return this;
    }

    /**
     * Adds something that clients may show. It is asked before beans of its type, in the order of addition.
     *
     * @param extractor finds it
     * @return this
     */
    public ThriftSecurity authenticationExtractor(ThriftAuthenticationExtractor extractor) {
        extractors.add(extractor);
        return this;
    }

    ThriftCallRules rules() {
        return rules;
    }

    List<ThriftAuthenticationExtractor> extractors() {
        return extractors;
    }

    @Nullable
    AuthenticationManager manager() {
        return authenticationManager;
    }
}
