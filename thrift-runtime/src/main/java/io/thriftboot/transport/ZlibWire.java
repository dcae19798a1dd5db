package io.thriftboot.transport;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * A connection of which each direction is one zlib stream (RFC 1950), flushed after every message so that the peer can read it
 * whole: what TZlibTransport is in every language. It inflates no more than it is asked for, so that the limits of what reads
 * from it hold for what was inflated. Used by one thread at a time; {@link #close()} gives native memory back.
 */
final class ZlibWire extends TTransport {

    private static final int BUFFER_SIZE = 8 << 10;

    private final TTransport wire;
    private final Inflater inflater = new Inflater();
    private final Deflater deflater = new Deflater();
    private final byte[] received = new byte[BUFFER_SIZE];
    private byte[] deflated = new byte[BUFFER_SIZE];
    private int deflatedSize;
    private boolean closed;

    ZlibWire(TTransport wire) {
        this.wire = wire;
    }

    @Override
    public int read(byte[] into, int from, int length) throws TTransportException {
        checkOpen();
        try {
            for (int n = inflater.inflate(into, from, length); ; n = inflater.inflate(into, from, length)) {
                if (n > 0) {
                    return n;
                }
                if (inflater.needsDictionary()) {
                    throw corrupted("a dictionary is needed", null);
                }
                if (inflater.getRemaining() == 0 && !receive()) {
                    return -1;
                }
                if (inflater.finished()) {
                    throw corrupted("bytes after the end of the stream", null);
                }
            }
        } catch (DataFormatException ex) {
            throw corrupted(String.valueOf(ex.getMessage()), ex);
        }
    }

    /** A closed connection is reported in two ways by libthrift's transports. */
    private boolean receive() throws TTransportException {
        try {
            int n = wire.read(received, 0, received.length);
            if (n > 0) {
                inflater.setInput(received, 0, n);
            }
            return n > 0;
        } catch (TTransportException ex) {
            if (ex.getType() == TTransportException.END_OF_FILE) {
                return false;
            }
            throw ex;
        }
    }

    private static TTransportException corrupted(String what, @Nullable Throwable cause) {
        return new TTransportException(
                TTransportException.CORRUPTED_DATA, "zlib: " + what + " (expected: a zlib stream of messages)", cause);
    }

    @Override
    public void write(byte[] from, int offset, int length) throws TTransportException {
        checkOpen();
        deflater.setInput(from, offset, length);
        deflate(Deflater.NO_FLUSH);
    }

    private void deflate(int flush) {
        while (true) {
            int n = deflater.deflate(deflated, deflatedSize, deflated.length - deflatedSize, flush);
            deflatedSize += n;
            if (deflatedSize < deflated.length) {
                return;
            }
            deflated = Arrays.copyOf(deflated, 2 * deflated.length);
        }
    }

    /** Sends what was written since the last time, in one write. */
    @Override
    public void flush() throws TTransportException {
        checkOpen();
        deflate(Deflater.SYNC_FLUSH);
        int size = deflatedSize;
        deflatedSize = 0;
        wire.write(deflated, 0, size);
        wire.flush();
        if (deflated.length > MessageInput.RETAINED_BUFFER_SIZE) {
            deflated = new byte[BUFFER_SIZE];
        }
    }

    private void checkOpen() throws TTransportException {
        if (closed) {
            throw new TTransportException(TTransportException.NOT_OPEN, "zlib: the connection has been closed");
        }
    }

    @Override
    public boolean isOpen() {
        return !closed && wire.isOpen();
    }

    @Override
    public void open() throws TTransportException {
        wire.open();
    }

    @Override
    public void close() {
        closed = true;
        inflater.end();
        deflater.end();
        wire.close();
    }

    @Override
    public TConfiguration getConfiguration() {
        return wire.getConfiguration();
    }

    @Override
    public void updateKnownMessageSize(long size) {}

    @Override
    public void checkReadBytesAvailable(long length) {}

    @Override
    public void resetMessageSizeAndConsumedBytes(long newSize) {}
}
