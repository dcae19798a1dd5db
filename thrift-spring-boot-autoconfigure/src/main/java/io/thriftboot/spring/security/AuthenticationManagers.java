package io.thriftboot.spring.security;

import io.thriftboot.spring.diagnostics.ThriftConfigurationException;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.authentication.AuthenticationEventPublisher;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.ProviderManager;
import org.springframework.security.authentication.ProviderNotFoundException;

/**
 * Finds the application's manager of authentication, or makes one of what it has.
 *
 * @param beans the application's
 */
record AuthenticationManagers(ListableBeanFactory beans) {

    private static final Logger logger = LoggerFactory.getLogger(AuthenticationManagers.class);

    AuthenticationManager find() {
        ObjectProvider<AuthenticationManager> managers = beans.getBeanProvider(AuthenticationManager.class);
        AuthenticationManager only = managers.getIfUnique();
        if (only != null) {
            return only;
        }
        String[] names = beans.getBeanNamesForType(AuthenticationManager.class);
        if (names.length > 0) {
            throw new ThriftConfigurationException(
                    "Calls of Thrift servers are to be authenticated, and there are several beans of AuthenticationManager: "
                            + String.join(", ", names) + ".",
                    "Mark one of them @Primary, or name one by ThriftSecurity.authenticationManager in a bean of"
                            + " ThriftSecurityCustomizer.");
        }
        return managerOf(providers());
    }

    private List<AuthenticationProvider> providers() {
        List<AuthenticationProvider> own = beans.getBeanProvider(AuthenticationProvider.class)
                .orderedStream()
                .toList();
        List<AuthenticationProvider> all = new ArrayList<>(own);
        beans.getBeanProvider(FallbackProvider.class).orderedStream().forEach(fallback -> {
            if (own.stream().noneMatch(provider -> provider.supports(fallback.credential()))) {
                AuthenticationProvider provider = fallback.provider().get();
                if (provider != null) {
                    all.add(provider);
                }
            }
        });
        return all;
    }

    private AuthenticationManager managerOf(List<AuthenticationProvider> providers) {
        if (providers.isEmpty()) {
            logger.warn("Thrift servers know no client: there is no AuthenticationManager, AuthenticationProvider,"
                    + " UserDetailsService or JwtDecoder that would authenticate one");
            return shown -> {
                throw new ProviderNotFoundException(
                        "no AuthenticationProvider for " + shown.getClass().getSimpleName());
            };
        }
        ProviderManager manager = new ProviderManager(providers);
        beans.getBeanProvider(AuthenticationEventPublisher.class).ifUnique(manager::setAuthenticationEventPublisher);
        return manager;
    }
}
