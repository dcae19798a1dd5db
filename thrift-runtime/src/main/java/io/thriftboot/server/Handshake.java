package io.thriftboot.server;

import io.thriftboot.CertificatePrincipal;
import io.thriftboot.transport.TlsProblem;
import java.security.Principal;
import java.security.cert.X509Certificate;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What becomes of the TLS handshake of a connection.
 *
 * @param serving where it is counted, and complained of
 * @param connection whose handshake it is
 */
record Handshake(Serving serving, Connection connection) {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServer.class);

    /** Nothing else is read before it. */
    void expected() {
        connection.awaitHandshake();
    }

    void begins() {
        connection.handshakeBegins();
    }

    void succeeded(SSLSession session) {
        connection.handshakeEnds(principal(session));
    }

    private static @Nullable Principal principal(SSLSession session) {
        try {
            return session.getPeerCertificates()[0] instanceof X509Certificate certificate
                    ? new CertificatePrincipal(certificate)
                    : session.getPeerPrincipal();
        } catch (SSLPeerUnverifiedException anonymous) {
            return null;
        }
    }

    /** The connection is closed for it. One whose time was over has been counted. */
    void failed(Throwable why) {
        if (connection.isExpired()) {
            logger.debug("{} {}: {}", serving.options().name(), connection.peer(), why.getMessage());
            return;
        }
        serving.counters().reached(ServerLimit.HANDSHAKE);
        serving.peerLog()
                .warn(
                        "{} {}: TLS handshake failed: {}",
                        serving.options().name(),
                        connection.peer(),
                        TlsProblem.describe(why));
    }
}
