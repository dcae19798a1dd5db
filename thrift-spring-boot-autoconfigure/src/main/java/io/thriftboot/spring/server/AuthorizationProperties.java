package io.thriftboot.spring.server;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Who may call what, which Spring Security decides. */
class AuthorizationProperties {

    /** Whether calls are authenticated and authorized by Spring Security. Unless set, if there are rules, a default-access or a ThriftSecurityCustomizer. */
    private @Nullable Boolean enabled;

    /** Who may call methods for which there is no rule: permit-all, deny-all, authenticated, hasRole('…'), hasAnyRole('…', '…'), hasAuthority('…') or hasAnyAuthority('…', '…'). Unless set, authenticated. */
    private @Nullable String defaultAccess;

    /** Who may call some methods. Each rule has a service and a method, names in which * stands for any characters and which are * unless set, and an access as default-access has it. The first that matches is the one that counts. */
    private List<AuthorizationRule> rules = List.of();

    public @Nullable Boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(@Nullable Boolean enabled) {
        this.enabled = enabled;
    }

    public @Nullable String getDefaultAccess() {
        return defaultAccess;
    }

    public void setDefaultAccess(@Nullable String defaultAccess) {
        this.defaultAccess = defaultAccess;
    }

    public List<AuthorizationRule> getRules() {
        return rules;
    }

    public void setRules(List<AuthorizationRule> rules) {
        this.rules = rules;
    }

    boolean isInUse() {
        return enabled == null ? defaultAccess != null || !rules.isEmpty() : enabled;
    }
}
