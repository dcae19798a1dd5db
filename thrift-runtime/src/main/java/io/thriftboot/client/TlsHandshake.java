package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.TlsOptions;
import io.thriftboot.transport.TlsProblem;
import io.thriftboot.transport.TlsStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.security.NoSuchAlgorithmException;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * The part of connecting that comes after TCP's. During the handshake it reads with a timeout; afterwards the connection's owner
 * decides how.
 */
final class TlsHandshake implements TlsStream.Wire {

    private final SocketChannel channel;
    private final Deadline deadline;
    private TlsStream.@Nullable Wire owner;

    private TlsHandshake(SocketChannel channel, Deadline deadline) {
        this.channel = channel;
        this.deadline = deadline;
    }

    /** The channel of a connection with TLS, and what encrypts it. */
    record Secured(TlsStream stream, TlsHandshake wire) {

        /** Has the owner read and write from now on. */
        TlsStream ownedBy(TlsStream.Wire owner) {
            wire.owner = owner;
            return stream;
        }
    }

    /**
     * Makes sure who the server is.
     *
     * @param options {@code null} for what the JDK trusts
     * @throws SSLException if it is not who it should be, or both sides have nothing in common
     * @throws SocketTimeoutException if it is not over in time
     */
    static Secured shake(SocketChannel channel, Endpoint endpoint, @Nullable TlsOptions options, Deadline deadline)
            throws IOException {
        TlsOptions tls = options == null ? TlsOptions.of(TlsHandshake::ofTheJdk) : options;
        TlsHandshake wire = new TlsHandshake(channel, deadline);
        TlsStream stream = new TlsStream(tls.clientEngine(endpoint.host(), endpoint.port()), wire);
        try {
            stream.handshake();
            return new Secured(stream, wire);
        } catch (SSLException ex) {
            throw new SSLException("TLS handshake failed: " + TlsProblem.describe(ex), ex);
        } catch (EOFException ex) {
            throw new EOFException(
                    "TLS handshake failed: " + TlsProblem.describe(ex) + " (expected: a server with TLS)");
        }
    }

    private static SSLContext ofTheJdk() {
        try {
            return SSLContext.getDefault();
        } catch (NoSuchAlgorithmException ex) {
            throw new IllegalStateException("the JDK's default trust does not work", ex);
        }
    }

    @Override
    public int read(ByteBuffer into) throws IOException {
        return owner == null ? readInTime(into) : owner.read(into);
    }

    private int readInTime(ByteBuffer into) throws IOException {
        long left = deadline.remainingNanos();
        if (left <= 0) {
            throw new SocketTimeoutException("TLS handshake timed out");
        }
        channel.socket().setSoTimeout((int) Math.min(Integer.MAX_VALUE, TimeUnit.NANOSECONDS.toMillis(left) + 1));
        int n = channel.socket()
                .getInputStream()
                .read(into.array(), into.arrayOffset() + into.position(), into.remaining());
        if (n > 0) {
            into.position(into.position() + n);
        }
        return n;
    }

    @Override
    public int write(ByteBuffer from) throws IOException {
        return owner == null ? channel.write(from) : owner.write(from);
    }
}
