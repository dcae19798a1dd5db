package io.thriftboot.spring.security;

import io.thriftboot.spring.server.ThriftServerAuthorization;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerInterceptorFactory;
import io.thriftboot.spring.server.ThriftServers;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.security.authentication.AuthenticationManager;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.authentication.dao.DaoAuthenticationProvider;
import org.springframework.security.authentication.password.CompromisedPasswordChecker;
import org.springframework.security.core.userdetails.UserDetailsByNameServiceWrapper;
import org.springframework.security.core.userdetails.UserDetailsPasswordService;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationConverter;
import org.springframework.security.oauth2.server.resource.authentication.JwtAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.authentication.OpaqueTokenAuthenticationProvider;
import org.springframework.security.oauth2.server.resource.introspection.OpaqueTokenIntrospector;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationProvider;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.authentication.preauth.x509.SubjectX500PrincipalExtractor;
import org.springframework.security.web.authentication.preauth.x509.X509PrincipalExtractor;

/**
 * Auto-configuration of Spring Security for servers: who calls, and who may call what. Without {@code thrift.server.authorization} and
 * without a {@link ThriftSecurityCustomizer} it does nothing.
 *
 * @since 0.1
 */
@AutoConfiguration(after = ThriftServerAutoConfiguration.class)
@ConditionalOnClass(AuthenticationManager.class)
@ConditionalOnBean(ThriftServers.class)
public final class ThriftSecurityAutoConfiguration {

    ThriftSecurityAutoConfiguration() {}

    @Bean(ThriftServers.SECURITY)
    @Order(ThriftSecurity.ORDER)
    ThriftServerInterceptorFactory thriftSecurity(
            ThriftServerAuthorization authorization, ListableBeanFactory beanFactory) {
        return new SecurityInterceptorFactory(authorization, beanFactory);
    }

    @Bean
    @Order(Ordered.LOWEST_PRECEDENCE - 30)
    ThriftAuthenticationExtractor thriftBasicExtractor() {
        return new BasicExtractor();
    }

    @Bean
    FallbackProvider thriftPasswordProvider(
            ObjectProvider<UserDetailsService> users,
            ObjectProvider<PasswordEncoder> encoders,
            ObjectProvider<UserDetailsPasswordService> upgrades,
            ObjectProvider<CompromisedPasswordChecker> checkers) {
        return new FallbackProvider(UsernamePasswordAuthenticationToken.class, () -> {
            UserDetailsService service = users.getIfUnique();
            if (service == null) {
                return null;
            }
            DaoAuthenticationProvider provider = new DaoAuthenticationProvider(service);
            encoders.ifUnique(provider::setPasswordEncoder);
            upgrades.ifUnique(provider::setUserDetailsPasswordService);
            checkers.ifUnique(provider::setCompromisedPasswordChecker);
            return provider;
        });
    }

    /** A certificate is shown once, so what says more about the caller comes first. */
    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(PreAuthenticatedAuthenticationToken.class)
    static class OfCertificates {

        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE - 10)
        ThriftAuthenticationExtractor thriftCertificateExtractor(ObjectProvider<X509PrincipalExtractor> names) {
            return new CertificateExtractor(names.getIfUnique(SubjectX500PrincipalExtractor::new));
        }

        @Bean
        FallbackProvider thriftCertificateProvider(ObjectProvider<UserDetailsService> users) {
            return new FallbackProvider(PreAuthenticatedAuthenticationToken.class, () -> byName(users.getIfUnique()));
        }

        private static @Nullable AuthenticationProvider byName(@Nullable UserDetailsService users) {
            if (users == null) {
                return null;
            }
            PreAuthenticatedAuthenticationProvider provider = new PreAuthenticatedAuthenticationProvider();
            provider.setPreAuthenticatedUserDetailsService(new UserDetailsByNameServiceWrapper<>(users));
            return provider;
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass(BearerTokenAuthenticationToken.class)
    static class OfTokens {

        @Bean
        @Order(Ordered.LOWEST_PRECEDENCE - 20)
        ThriftAuthenticationExtractor thriftBearerExtractor() {
            return new BearerExtractor();
        }

        @Bean
        FallbackProvider thriftOpaqueTokenProvider(ObjectProvider<OpaqueTokenIntrospector> introspectors) {
            return new FallbackProvider(BearerTokenAuthenticationToken.class, () -> {
                OpaqueTokenIntrospector introspector = introspectors.getIfUnique();
                return introspector == null ? null : new OpaqueTokenAuthenticationProvider(introspector);
            });
        }
    }

    @Configuration(proxyBeanMethods = false)
    @ConditionalOnClass({BearerTokenAuthenticationToken.class, JwtDecoder.class})
    static class OfJwts {

        @Bean
        FallbackProvider thriftJwtProvider(
                ObjectProvider<JwtDecoder> decoders, ObjectProvider<JwtAuthenticationConverter> converters) {
            return new FallbackProvider(BearerTokenAuthenticationToken.class, () -> {
                JwtDecoder decoder = decoders.getIfUnique();
                if (decoder == null) {
                    return null;
                }
                JwtAuthenticationProvider provider = new JwtAuthenticationProvider(decoder);
                converters.ifUnique(provider::setJwtAuthenticationConverter);
                return provider;
            });
        }
    }
}
