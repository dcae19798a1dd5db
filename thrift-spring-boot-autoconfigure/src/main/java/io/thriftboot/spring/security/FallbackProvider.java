package io.thriftboot.spring.security;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.security.authentication.AuthenticationProvider;

/**
 * What checks a kind of credential where the application has no bean that does. No bean of Spring Security's own type: those would have
 * a say in what the application sets up for its web server.
 *
 * @param credential the kind
 * @param provider gives {@code null} if there is nothing to check it with
 */
record FallbackProvider(Class<?> credential, Supplier<@Nullable AuthenticationProvider> provider) {}
