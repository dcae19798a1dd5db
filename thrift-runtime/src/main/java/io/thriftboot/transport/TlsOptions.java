package io.thriftboot.transport;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;

/**
 * How connections are encrypted, and who must prove who it is.
 *
 * @param context keys and trusted certificates: asked for each new connection, so that it may give others over time
 * @param protocols versions of TLS that are spoken, as {@code TLSv1.3}; none for those that the JDK enables
 * @param ciphers cipher suites that are used, by the JDK's names; none for those that the JDK enables
 * @param clientAuth of servers: whether clients have to show a certificate
 * @param plainText of servers of the model {@code event-loop}: whether clients without TLS are served at the same port
 * @param handshakeTimeout of servers: how long a client may take for its handshake, more than zero. A client's handshake is part of
 *     connecting
 * @since 0.1
 */
public record TlsOptions(
        Supplier<SSLContext> context,
        List<String> protocols,
        List<String> ciphers,
        ClientAuth clientAuth,
        boolean plainText,
        Duration handshakeTimeout) {

    /** How long a handshake may take unless it is set. */
    public static final Duration HANDSHAKE_TIMEOUT = Duration.ofSeconds(10);

    /**
     * Whether the clients of a server have to show a certificate.
     *
     * @since 0.1
     */
    public enum ClientAuth {
        /** They are not asked for one. */
        NONE,
        /** They are asked for one. What they show must be trusted, and they may show none. */
        WANT,
        /** Without one that is trusted they are not served. */
        NEED
    }

    /**
     * Checks that the JDK knows the protocols and ciphers.
     *
     * @throws IllegalArgumentException if it does not, or the timeout is not positive
     */
    public TlsOptions {
        protocols = List.copyOf(protocols);
        ciphers = List.copyOf(ciphers);
        SSLParameters supported = context.get().getSupportedSSLParameters();
        known("ssl: protocol", protocols, supported.getProtocols());
        known("ssl: cipher", ciphers, supported.getCipherSuites());
        if (handshakeTimeout.isNegative() || handshakeTimeout.isZero()) {
            throw new IllegalArgumentException(
                    "ssl.handshake-timeout: " + handshakeTimeout + " (expected: more than zero)");
        }
    }

    private static void known(String what, List<String> values, String[] supported) {
        for (String value : values) {
            if (!List.of(supported).contains(value)) {
                throw new IllegalArgumentException(
                        what + ": " + value + " (expected: one of " + Arrays.toString(supported) + ")");
            }
        }
    }

    /**
     * Options without restrictions: what the JDK enables, no certificates of clients, nothing in plain text.
     *
     * @param context keys and trusted certificates, asked for each new connection
     * @return the options
     */
    public static TlsOptions of(Supplier<SSLContext> context) {
        return new TlsOptions(context, List.of(), List.of(), ClientAuth.NONE, false, HANDSHAKE_TIMEOUT);
    }

    /**
     * The same with certificates of clients.
     *
     * @param value whether clients have to show one
     * @return other options
     */
    public TlsOptions with(ClientAuth value) {
        return new TlsOptions(context, protocols, ciphers, value, plainText, handshakeTimeout);
    }

    /**
     * The same with or without clients that speak plain text.
     *
     * @param value whether they are served at the same port
     * @return other options
     */
    public TlsOptions withPlainText(boolean value) {
        return new TlsOptions(context, protocols, ciphers, clientAuth, value, handshakeTimeout);
    }

    /**
     * The same with another bound of handshakes.
     *
     * @param value more than zero
     * @return other options
     */
    public TlsOptions withHandshakeTimeout(Duration value) {
        return new TlsOptions(context, protocols, ciphers, clientAuth, plainText, value);
    }

    /**
     * What encrypts a connection that a server has accepted.
     *
     * @return an engine for one connection, with the present keys
     */
    public SSLEngine serverEngine() {
        SSLEngine engine = context.get().createSSLEngine();
        engine.setUseClientMode(false);
        SSLParameters parameters = restrict(engine.getSSLParameters());
        parameters.setUseCipherSuitesOrder(true);
        switch (clientAuth) {
            case NONE -> parameters.setNeedClientAuth(false);
            case WANT -> parameters.setWantClientAuth(true);
            case NEED -> parameters.setNeedClientAuth(true);
        }
        engine.setSSLParameters(parameters);
        return engine;
    }

    /**
     * What encrypts a client's connection. The server's certificate must be for the host.
     *
     * @param host name or address of the server, as the client was given it
     * @param port the server's
     * @return an engine for one connection, with the present keys
     */
    public SSLEngine clientEngine(String host, int port) {
        SSLEngine engine = context.get().createSSLEngine(host, port);
        engine.setUseClientMode(true);
        SSLParameters parameters = restrict(engine.getSSLParameters());
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        nameTo(parameters, host);
        engine.setSSLParameters(parameters);
        return engine;
    }

    /** The JDK tells servers only names with a dot. */
    private static void nameTo(SSLParameters parameters, String host) {
        boolean literal = host.indexOf(':') >= 0 || host.matches("[0-9.]+");
        if (!literal) {
            try {
                parameters.setServerNames(List.of(new SNIHostName(host)));
            } catch (IllegalArgumentException noHostName) {
                // Such as one with an underscore: the server chooses its certificate without it.
                parameters.setServerNames(List.of());
            }
        }
    }

    /**
     * Protocols and ciphers for those that make connections by themselves.
     *
     * @return parameters of the present context
     */
    public SSLParameters parameters() {
        return restrict(context.get().getDefaultSSLParameters());
    }

    private SSLParameters restrict(SSLParameters parameters) {
        if (!protocols.isEmpty()) {
            parameters.setProtocols(protocols.toArray(String[]::new));
        }
        if (!ciphers.isEmpty()) {
            parameters.setCipherSuites(ciphers.toArray(String[]::new));
        }
        return parameters;
    }
}
