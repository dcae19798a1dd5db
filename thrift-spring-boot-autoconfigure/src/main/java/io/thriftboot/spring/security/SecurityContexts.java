package io.thriftboot.spring.security;

import io.thriftboot.ThriftContext;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.context.SecurityContext;
import org.springframework.security.core.context.SecurityContextHolderStrategy;

/**
 * Whom threads know as their user, for as long as they work for a call.
 *
 * @param strategy where threads keep it
 */
record SecurityContexts(SecurityContextHolderStrategy strategy) {

    SecurityContext of(Authentication caller) {
        SecurityContext context = strategy.createEmptyContext();
        context.setAuthentication(caller);
        return context;
    }

    /**
     * Makes a context that of the current thread.
     *
     * @return brings back what was there before; where nothing was, nothing is left
     */
    ThriftContext.Scope enter(SecurityContext context) {
        SecurityContext before = strategy.getContext();
        strategy.setContext(context);
        return () -> {
            if (before.getAuthentication() == null) {
                strategy.clearContext();
            } else {
                strategy.setContext(before);
            }
        };
    }
}
