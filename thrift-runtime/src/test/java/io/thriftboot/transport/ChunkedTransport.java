package io.thriftboot.transport;

import java.io.ByteArrayOutputStream;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TTransportException;

/** A wire that gives at most so many bytes a read, and then closes; and that keeps what is written. */
final class ChunkedTransport extends TIOStreamTransport {

    private final byte[] bytes;
    private final int chunk;
    private int position;
    private int largestRead;
    final ByteArrayOutputStream written = new ByteArrayOutputStream();

    ChunkedTransport(byte[] bytes, int chunk) throws TTransportException {
        this.bytes = bytes;
        this.chunk = chunk;
    }

    @Override
    public int read(byte[] into, int from, int length) throws TTransportException {
        largestRead = Math.max(largestRead, length);
        int n = Math.min(Math.min(length, chunk), bytes.length - position);
        if (n == 0) {
            throw new TTransportException(TTransportException.END_OF_FILE, "end");
        }
        System.arraycopy(bytes, position, into, from, n);
        position += n;
        return n;
    }

    /** The most bytes that were asked for at once: memory was there for them. */
    int largestRead() {
        return largestRead;
    }

    @Override
    public void write(byte[] from, int offset, int length) {
        written.write(from, offset, length);
    }

    @Override
    public void flush() {}
}
