package io.thriftboot.transport;

import java.io.EOFException;
import java.util.List;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * Says in words what a failed handshake is about: the JDK's exceptions name the alert of the protocol or the check that failed.
 *
 * @since 0.1
 */
public final class TlsProblem {

    private static final int MAX_LENGTH = 300;
    private static final String UNTRUSTED = "the other side's certificate is not trusted";
    private static final String REFUSED = "the other side does not accept our certificate";

    /** The first that is contained in the JDK's text says what it means. */
    private static final List<Meaning> MEANINGS = List.of(
            new Meaning(
                    "Empty client certificate chain",
                    "the client showed no certificate (expected: one, since client-auth is need)"),
            new Meaning("alert: certificate_required", "the server expects a certificate of the client"),
            new Meaning("alert: unknown_ca", REFUSED),
            new Meaning("alert: certificate_unknown", REFUSED),
            new Meaning("alert: bad_certificate", REFUSED),
            new Meaning("alert: certificate_expired", REFUSED),
            new Meaning("alert: unsupported_certificate", REFUSED),
            new Meaning("alert: protocol_version", "no version of TLS in common"),
            new Meaning("protocol version", "no version of TLS in common"),
            new Meaning("No appropriate protocol", "no version of TLS in common"),
            new Meaning("cipher suites in common", "no cipher suite in common"),
            new Meaning(
                    "alert: handshake_failure", "no cipher suite or signature in common, or a certificate is missing"),
            new Meaning("No name matching", "the other side's certificate is for another host"),
            new Meaning("No subject alternative", "the other side's certificate is for another host"),
            new Meaning("validity check failed", "the other side's certificate has expired, or is not yet valid"),
            new Meaning("PKIX path", UNTRUSTED),
            new Meaning("unable to find valid certification path", UNTRUSTED));

    private TlsProblem() {}

    /**
     * What part of the JDK's text means.
     *
     * @param text what the JDK says
     * @param meaning what it means
     */
    private record Meaning(String text, String meaning) {}

    /**
     * Describes a failure, for logs and exceptions.
     *
     * @param thrown what ended a handshake
     * @return one line without control characters, at most 400 characters
     */
    public static String describe(Throwable thrown) {
        if (thrown instanceof EOFException) {
            return "the connection ended within the handshake";
        }
        StringBuilder all = new StringBuilder();
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            all.append(cause.getMessage()).append('\n');
        }
        String said = clean(thrown.getMessage() == null ? thrown.getClass().getSimpleName() : thrown.getMessage());
        return MEANINGS.stream()
                .filter(meaning -> all.indexOf(meaning.text) >= 0)
                .findFirst()
                .map(meaning -> meaning.meaning + " (" + said + ")")
                .orElse(said);
    }

    private static String clean(String text) {
        return PeerText.shown(text.replaceAll("\\p{Cntrl}+", " "), MAX_LENGTH);
    }

    /**
     * What begins like this is no TLS.
     *
     * @param firstBytes the first four bytes, big endian; 0 if they are not known
     * @return the failure of the handshake
     */
    public static SSLException noTls(int firstBytes) {
        return new SSLException("no TLS (expected: a TLS handshake); " + BadFrameException.looksLike(firstBytes));
    }

    /**
     * Whether keys, certificates or what both sides can do is to blame, which will be the same the next time.
     *
     * @param thrown why there is no connection, {@code null} if it is not known
     * @return whether an exception of TLS is among the causes
     */
    public static boolean isCauseOf(@Nullable Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof SSLException) {
                return true;
            }
        }
        return false;
    }
}
