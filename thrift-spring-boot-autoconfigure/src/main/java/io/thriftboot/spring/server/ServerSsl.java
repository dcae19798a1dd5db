package io.thriftboot.spring.server;

import io.thriftboot.transport.TlsOptions.ClientAuth;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** How connections are encrypted, by keys and certificates of Spring Boot's SSL bundles. */
class ServerSsl {

    /** Whether connections are encrypted. Unless set, if there is a bundle. */
    private @Nullable Boolean enabled;

    /** Name of the SSL bundle with the server's key, and with the certificates to trust of clients. Reloaded keys serve new connections. For the models event-loop, threaded, thread-pool and simple. */
    private @Nullable String bundle;

    /** Whether clients have to show a certificate: none, want or need. With want, they may show none. */
    private ClientAuth clientAuth = ClientAuth.NONE;

    /** Whether clients without TLS are served at the same port. For the model event-loop. */
    private boolean plainText = false;

    /** How long a TLS handshake may take, more than 0s. */
    private Duration handshakeTimeout = Duration.ofSeconds(10);

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

    public ClientAuth getClientAuth() {
        return clientAuth;
    }

    public void setClientAuth(ClientAuth clientAuth) {
        this.clientAuth = clientAuth;
    }

    public boolean isPlainText() {
        return plainText;
    }

    public void setPlainText(boolean plainText) {
        this.plainText = plainText;
    }

    public Duration getHandshakeTimeout() {
        return handshakeTimeout;
    }

    public void setHandshakeTimeout(Duration handshakeTimeout) {
        this.handshakeTimeout = handshakeTimeout;
    }

    boolean isInUse() {
        return enabled == null ? bundle != null : enabled;
    }
}
