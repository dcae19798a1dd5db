package io.thriftboot.security;

import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.security.core.userdetails.User;
import org.springframework.security.core.userdetails.UserDetailsService;
import org.springframework.security.provisioning.InMemoryUserDetailsManager;

/** {@code ann} with the role USER, and {@code admin} who is also ADMIN. */
@Configuration(proxyBeanMethods = false)
class People {

    @Bean
    UserDetailsService users() {
        return new InMemoryUserDetailsManager(
                User.withUsername("ann").password("{noop}secret").roles("USER").build(),
                User.withUsername("admin")
                        .password("{noop}secret")
                        .roles("USER", "ADMIN")
                        .build());
    }
}
