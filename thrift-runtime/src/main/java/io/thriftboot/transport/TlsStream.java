package io.thriftboot.transport;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSession;

/**
 * Encrypts what is written to a connection and decrypts what is read. One thread reads at a time while another may write; whether
 * they wait is up to the connection.
 *
 * @since 0.1
 */
public final class TlsStream {

    /** The connection itself. */
    public interface Wire {

        /**
         * Reads what has come.
         *
         * @param into has an array and room
         * @return how many bytes; 0 if there are none and the connection does not wait; -1 at the end
         * @throws IOException if the connection fails
         */
        int read(ByteBuffer into) throws IOException;

        /**
         * Writes what can leave.
         *
         * @param from has bytes
         * @return how many bytes; 0 if none can leave and the connection does not wait
         * @throws IOException if the connection fails
         */
        int write(ByteBuffer from) throws IOException;
    }

    /** Enough for most messages of a handshake, and for small records. */
    private static final int FIRST_SIZE = 2 << 10;

    private static final long LONGEST_END_MILLIS = 100;
    private static final int HANDSHAKE_RECORD = 0x16;
    private static final int ALERT_RECORD = 0x15;
    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

    private final SSLEngine engine;
    private final Wire wire;
    private final ReentrantLock sending = new ReentrantLock();
    /** Somebody may look whether there is anything to read, while the one that reads waits for a selector. */
    private final ReentrantLock receiving = new ReentrantLock();

    private ByteBuffer received = ByteBuffer.allocate(FIRST_SIZE);
    private ByteBuffer decrypted = NOTHING;
    private ByteBuffer outgoing = NOTHING;
    /** How many bytes {@link #outgoing} is made of. */
    private int encrypted;

    private boolean begun;
    private volatile boolean secure;
    private volatile boolean ending;
    private volatile boolean hasPartOfRecord;

    /**
     * A stream whose handshake is still to come.
     *
     * @param engine of this connection alone
     * @param wire the connection
     */
    public TlsStream(SSLEngine engine, Wire wire) {
        this.engine = engine;
        this.wire = wire;
    }

    /**
     * Agrees on keys with the other side. The connection must be one that waits.
     *
     * @return whether the other side said anything at all before it closed the connection
     * @throws SSLException if both sides do not agree
     * @throws EOFException if the connection ends within the handshake
     * @throws IOException if the connection fails
     */
    public boolean handshake() throws IOException {
        if (!engine.getUseClientMode() && !receiveFirst()) {
            return false;
        }
        try {
            engine.beginHandshake();
            shakeHands();
            secure = true;
            return true;
        } catch (SSLException ex) {
            sendAlert(ex);
            throw ex;
        }
    }

    /** Reads before anything else, to find out whether it is TLS. */
    private boolean receiveFirst() throws IOException {
        while (received.position() < Integer.BYTES) {
            if (wire.read(received) < 0) {
                if (received.position() == 0) {
                    return false;
                }
                break;
            }
            checkFirst();
        }
        return true;
    }

    private void checkFirst() throws IOException {
        int first = received.get(0);
        begun = true;
        if (first != HANDSHAKE_RECORD && first != ALERT_RECORD) {
            throw TlsProblem.noTls(received.position() < Integer.BYTES ? 0 : received.getInt(0));
        }
    }

    private void shakeHands() throws IOException {
        ByteBuffer room = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        HandshakeStatus status = engine.getHandshakeStatus();
        while (status != HandshakeStatus.NOT_HANDSHAKING && status != HandshakeStatus.FINISHED) {
            switch (status) {
                case NEED_TASK -> runTasks();
                case NEED_WRAP -> sendOwn();
                default -> unwrapHandshake(room);
            }
            status = engine.getHandshakeStatus();
        }
        decrypted = room.flip();
    }

    private void runTasks() {
        for (Runnable task = engine.getDelegatedTask(); task != null; task = engine.getDelegatedTask()) {
            task.run();
        }
    }

    private void unwrapHandshake(ByteBuffer room) throws IOException {
        SSLEngineResult result = unwrap(room);
        if (result.getStatus() == Status.CLOSED) {
            throw new EOFException("closed by the other side");
        }
        if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
            if (receive() < 0) {
                throw new EOFException("closed by the other side");
            }
            if (!begun) {
                checkFirst();
            }
        }
    }

    private SSLEngineResult unwrap(ByteBuffer into) throws SSLException {
        received.flip();
        try {
            return engine.unwrap(received, into);
        } finally {
            received.compact();
        }
    }

    private int receive() throws IOException {
        if (!received.hasRemaining()) {
            int size = Math.max(2 * received.capacity(), engine.getSession().getPacketBufferSize());
            received = ByteBuffer.allocate(size).put(received.flip());
        }
        hasPartOfRecord = received.position() > 0;
        int n = wire.read(received);
        if (n > 0) {
            hasPartOfRecord = true;
        }
        return n;
    }

    /** What the engine itself has to say: the handshake, new keys. */
    private void sendOwn() throws IOException {
        sending.lock();
        try {
            boolean free = encrypted == 0 && flush();
            if (free && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
                encrypt(NOTHING.duplicate());
                flush();
            }
        } finally {
            sending.unlock();
        }
    }

    /** Tells the other side why, if it listens. */
    private void sendAlert(SSLException why) {
        try {
            for (int i = 0; i < 2 && engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP; i++) {
                sendOwn();
            }
        } catch (IOException ex) {
            why.addSuppressed(ex);
        }
    }

    /**
     * What is known of the other side.
     *
     * @return the session of the handshake that is over
     */
    public SSLSession session() {
        return engine.getSession();
    }

    /**
     * Whether the handshake is over.
     *
     * @return whether {@link #handshake()} has succeeded
     */
    public boolean isSecure() {
        return secure;
    }

    /**
     * Reads what has come, after the handshake.
     *
     * @param into has room
     * @return how many bytes; 0 if there are none and the connection does not wait; -1 when the other side has closed it, with or
     *     without saying so
     * @throws IOException if the connection fails, or what comes is not what was sent
     */
    public int read(ByteBuffer into) throws IOException {
        receiving.lock();
        try {
            int n = decrypt(into);
            while (n == 0) {
                int m = receive();
                if (m <= 0) {
                    return m;
                }
                n = decrypt(into);
            }
            return n;
        } finally {
            receiving.unlock();
        }
    }

    private int decrypt(ByteBuffer into) throws IOException {
        while (!decrypted.hasRemaining()) {
            int before = into.position();
            SSLEngineResult result = unwrap(into);
            if (result.getStatus() == Status.BUFFER_OVERFLOW) {
                result = decryptApart();
            }
            if (result.getStatus() == Status.CLOSED) {
                return -1;
            }
            answerOwn(result.getHandshakeStatus());
            if (into.position() > before) {
                return into.position() - before;
            }
            if (result.getStatus() == Status.BUFFER_UNDERFLOW) {
                return 0;
            }
        }
        return moveDecrypted(into);
    }

    /** There is less room for the record than it may need; it need not be whole yet. */
    private SSLEngineResult decryptApart() throws SSLException {
        ByteBuffer apart = ByteBuffer.allocate(engine.getSession().getApplicationBufferSize());
        SSLEngineResult result = unwrap(apart);
        decrypted = apart.flip();
        return result;
    }

    private int moveDecrypted(ByteBuffer into) {
        int n = Math.min(into.remaining(), decrypted.remaining());
        into.put(decrypted.slice().limit(n));
        decrypted.position(decrypted.position() + n);
        if (!decrypted.hasRemaining()) {
            decrypted = NOTHING;
        }
        return n;
    }

    /** TLS 1.3 changes keys now and then. Older versions would begin the costly handshake anew, as often as a peer likes. */
    private void answerOwn(HandshakeStatus status) throws IOException {
        if (status == HandshakeStatus.NOT_HANDSHAKING || status == HandshakeStatus.FINISHED) {
            return;
        }
        if (!"TLSv1.3".equals(engine.getSession().getProtocol())) {
            throw new SSLException("the other side begins another handshake (expected: one a connection)");
        }
        if (status == HandshakeStatus.NEED_TASK) {
            runTasks();
        }
        if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
            sendOwn();
        }
    }

    /**
     * Writes, after the handshake. What is left over is to be written again, in the same buffer: some of it may have been encrypted.
     *
     * @param from what is to be sent
     * @return how many bytes have left: of what did not leave, the other side can decrypt nothing
     * @throws IOException if the connection fails
     */
    public int write(ByteBuffer from) throws IOException {
        sending.lock();
        try {
            int total = 0;
            while (flush()) {
                from.position(from.position() + encrypted);
                total += encrypted;
                encrypted = 0;
                if (!from.hasRemaining()) {
                    break;
                }
                encrypt(from.duplicate());
            }
            return total;
        } finally {
            sending.unlock();
        }
    }

    private void encrypt(ByteBuffer from) throws IOException {
        int size = engine.getSession().getPacketBufferSize();
        ByteBuffer room = outgoing.capacity() < size ? ByteBuffer.allocate(size) : outgoing.clear();
        SSLEngineResult result = engine.wrap(from, room);
        outgoing = room.flip();
        encrypted = result.bytesConsumed();
        if (result.getStatus() == Status.CLOSED && result.bytesProduced() == 0) {
            throw new SSLException("the connection is closed");
        }
    }

    /** Whether all that was encrypted has left. */
    private boolean flush() throws IOException {
        while (outgoing.hasRemaining()) {
            if (wire.write(outgoing) == 0) {
                return false;
            }
        }
        return true;
    }

    /**
     * Whether a part of what the other side sends has been received and not been read.
     *
     * @return whether there is some; may be asked by any thread
     */
    public boolean hasPartOfRecord() {
        return hasPartOfRecord;
    }

    /**
     * Tells the other side that nothing more comes, unless something is being sent just now. By any thread; if another one is about
     * it, gives that one a moment.
     */
    public void end() {
        if (!secure || !mayEnd()) {
            return;
        }
        try {
            ending = true;
            if (!outgoing.hasRemaining() && encrypted == 0 && !engine.isOutboundDone()) {
                engine.closeOutbound();
                encrypt(NOTHING.duplicate());
                flush();
            }
        } catch (IOException gone) {
            // The connection is lost, so that nobody is left to be told.
        } finally {
            sending.unlock();
        }
    }

    private boolean mayEnd() {
        try {
            return sending.tryLock() || (ending && sending.tryLock(LONGEST_END_MILLIS, TimeUnit.MILLISECONDS));
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
