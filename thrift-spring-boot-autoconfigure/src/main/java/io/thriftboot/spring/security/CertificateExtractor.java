package io.thriftboot.spring.security;

import io.thriftboot.CertificatePrincipal;
import io.thriftboot.ThriftCall;
import org.jspecify.annotations.Nullable;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.authentication.preauth.PreAuthenticatedAuthenticationToken;
import org.springframework.security.web.authentication.preauth.x509.X509PrincipalExtractor;

/** The owner of the certificate of the client's connection, which the TLS handshake has checked. */
final class CertificateExtractor implements ThriftAuthenticationExtractor {

    private final X509PrincipalExtractor names;

    CertificateExtractor(X509PrincipalExtractor names) {
        this.names = names;
    }

    @Override
    public @Nullable Authentication extract(ThriftCall call) {
        if (!(call.context().principal() instanceof CertificatePrincipal owner)) {
            return null;
        }
        PreAuthenticatedAuthenticationToken token = new PreAuthenticatedAuthenticationToken(
                names.extractPrincipal(owner.certificate()), owner.certificate());
        token.setDetails(call.context().peer());
        return token;
    }
}
