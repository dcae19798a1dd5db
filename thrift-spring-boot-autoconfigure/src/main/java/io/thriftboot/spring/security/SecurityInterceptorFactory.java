package io.thriftboot.spring.security;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.spring.server.ThriftServerAuthorization;
import io.thriftboot.spring.server.ThriftServerInterceptorFactory;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.security.access.hierarchicalroles.RoleHierarchy;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authorization.AuthorizationEventPublisher;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.authorization.AuthorizationManagerFactory;
import org.springframework.security.authorization.DefaultAuthorizationManagerFactory;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/** Puts Spring Security in front of the services of servers that ask for it, by properties or by a customizer. */
final class SecurityInterceptorFactory implements ThriftServerInterceptorFactory {

    private final ThriftServerAuthorization authorization;
    private final ListableBeanFactory beans;
    private final Map<String, ServerSecurity> servers = new HashMap<>();
    private @Nullable AuthenticationManager found;

    SecurityInterceptorFactory(ThriftServerAuthorization authorization, ListableBeanFactory beans) {
        this.authorization = authorization;
        this.beans = beans;
    }

    @Override
    public @Nullable ThriftInterceptor create(String server, String service, ServiceDescriptor descriptor) {
        List<ThriftSecurityCustomizer> customizers = all(ThriftSecurityCustomizer.class);
        if (!authorization.isInUse(server, !customizers.isEmpty())) {
            return null;
        }
        ServerSecurity security = servers.computeIfAbsent(server, name -> define(name, customizers));
        return new SecurityInterceptor(
                security.callers(),
                security.access(service, descriptor),
                new SecurityContexts(strategy()),
                beans.getBeanProvider(AuthorizationEventPublisher.class).getIfUnique());
    }

    private ServerSecurity define(String server, List<ThriftSecurityCustomizer> customizers) {
        Set<String> known = authorization.methods();
        ThriftSecurity security = new ThriftSecurity(new ThriftCallRules(managers(), known));
        customizers.forEach(customizer -> customizer.customize(server, security));
        PropertiesRules properties = new PropertiesRules(managers(), known);
        AuthorizationManager<ThriftCall> rest =
                authorization.check(server, () -> addRules(server, security, properties));
        return new ServerSecurity(security.rules(), rest, callers(security));
    }

    /** Those of the properties come after those in code. */
    private AuthorizationManager<ThriftCall> addRules(
            String server, ThriftSecurity security, PropertiesRules properties) {
        properties.addTo(security.rules(), authorization.rules(server));
        String rest = Objects.requireNonNullElse(authorization.defaultAccess(server), PropertiesRules.DEFAULT_ACCESS);
        return properties.access("authorization.default-access", rest);
    }

    private Callers callers(ThriftSecurity security) {
        List<ThriftAuthenticationExtractor> extractors = new ArrayList<>(security.extractors());
        extractors.addAll(all(ThriftAuthenticationExtractor.class));
        AuthenticationManager manager = security.manager();
        return new Callers(extractors, manager == null ? manager() : manager);
    }

    private AuthenticationManager manager() {
        AuthenticationManager manager = found == null ? new AuthenticationManagers(beans).find() : found;
        found = manager;
        return manager;
    }

    private <T> List<T> all(Class<T> type) {
        return beans.getBeanProvider(type).orderedStream().toList();
    }

    private SecurityContextHolderStrategy strategy() {
        return beans.getBeanProvider(SecurityContextHolderStrategy.class)
                .getIfUnique(SecurityContextHolder::getContextHolderStrategy);
    }

    /** The application's, which knows its roles, as its web server has it. */
    @SuppressWarnings("unchecked") // It makes managers of any type.
    private AuthorizationManagerFactory<ThriftCall> managers() {
        AuthorizationManagerFactory<ThriftCall> own =
                beans.getBeanProvider(AuthorizationManagerFactory.class).getIfUnique();
        if (own != null) {
            return own;
        }
        DefaultAuthorizationManagerFactory<ThriftCall> managers = new DefaultAuthorizationManagerFactory<>();
        beans.getBeanProvider(RoleHierarchy.class).ifUnique(managers::setRoleHierarchy);
        return managers;
    }
}
