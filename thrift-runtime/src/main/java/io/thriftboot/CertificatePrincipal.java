package io.thriftboot;

import java.security.Principal;
import java.security.cert.X509Certificate;

/**
 * The owner of a certificate that the other side of a TLS connection has shown, and that was found to be trusted.
 *
 * @param certificate the owner's own, not those of who signed it
 * @since 0.1
 */
public record CertificatePrincipal(X509Certificate certificate) implements Principal {

    /**
     * The certificate's subject.
     *
     * @return as RFC 2253 writes it, such as {@code CN=billing,O=Example}
     */
    @Override
    public String getName() {
        return certificate.getSubjectX500Principal().getName();
    }

    /** The name. */
    @Override
    public String toString() {
        return getName();
    }
}
