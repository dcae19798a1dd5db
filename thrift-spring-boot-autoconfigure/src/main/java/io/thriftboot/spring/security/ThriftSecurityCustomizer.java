package io.thriftboot.spring.security;

/**
 * Says in code who may call the methods of servers. A bean of this type turns authorization on for every server of which {@code
 * authorization.enabled} is not false. Its rules come before those of the properties, and what it sets takes the place of theirs:
 *
 * <pre>{@code
 * @Bean
 * ThriftSecurityCustomizer whoMayCall() {
 *     return (server, security) -> security.authorizeCalls(calls -> calls
 *             .methods("GreetingService.*").permitAll()
 *             .methods("UserService.delete*", "AdminService.*").hasRole("ADMIN")
 *             .anyCall().authenticated());
 * }
 * }</pre>
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ThriftSecurityCustomizer {

    /**
     * Changes what is said about a server.
     *
     * @param server its name, {@code default} for the one without
     * @param security what is said about it so far
     */
    void customize(String server, ThriftSecurity security);
}
