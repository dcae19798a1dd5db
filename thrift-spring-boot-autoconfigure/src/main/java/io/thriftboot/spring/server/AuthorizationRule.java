package io.thriftboot.spring.server;

import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Who may call some methods, as properties say it.
 *
 * @param service the name under which the service is exported, in which {@code *} stands for any characters
 * @param method the name of the method, in which {@code *} stands for any characters
 * @param access who may call it, {@code null} if that is missing
 * @since 0.1
 */
public record AuthorizationRule(
        @DefaultValue("*") String service,
        @DefaultValue("*") String method,
        @Nullable String access) {}
