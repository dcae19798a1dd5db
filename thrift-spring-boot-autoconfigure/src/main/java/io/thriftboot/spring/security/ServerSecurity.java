package io.thriftboot.spring.security;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftCall;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.springframework.security.authorization.AuthorizationManager;

/**
 * Who may call the methods of a server, and how it finds out who calls.
 *
 * @param rules of some methods
 * @param rest of those without a rule
 * @param callers finds out
 */
record ServerSecurity(ThriftCallRules rules, AuthorizationManager<ThriftCall> rest, Callers callers) {

    /** What each method of a service asks for, by its name. */
    Map<String, AuthorizationManager<ThriftCall>> access(String service, ServiceDescriptor descriptor) {
        Map<String, AuthorizationManager<ThriftCall>> access = new HashMap<>();
        for (String method : descriptor.methods().keySet()) {
            access.put(method, Objects.requireNonNullElse(rules.find(service, method), rest));
        }
        return Map.copyOf(access);
    }
}
