package io.thriftboot.spring.client;

import org.jspecify.annotations.Nullable;

/** How connections are encrypted, by keys and certificates of Spring Boot's SSL bundles. */
class ClientSsl {

    /** Whether connections to TCP ports are encrypted. Unless set, if there is a bundle. Addresses that begin with tls:// or https:// always are. */
    private @Nullable Boolean enabled;

    /** Name of the SSL bundle with the certificates to trust and the client's own key, if it has one. Without one, what the JDK trusts is trusted. */
    private @Nullable String bundle;

    public @Nullable Boolean getEnabled() {
        return enabled;
    }

    public void setEnabled(@Nullable Boolean enabled) {
        this.enabled = enabled;
    }

    public @Nullable String getBundle() {
        return bundle;
    }

    public void setBundle(@Nullable String bundle) {
        this.bundle = bundle;
    }

    boolean isInUse() {
        return enabled == null ? bundle != null : enabled;
    }
}
