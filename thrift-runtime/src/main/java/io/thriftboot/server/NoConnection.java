package io.thriftboot.server;

import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.transport.TNonblockingTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * What is accepted when there is nothing to accept, such as a connection above the limit: two of libthrift's models end when
 * they are given {@code null}, and an exception would be logged for each.
 */
final class NoConnection extends TNonblockingTransport {

    NoConnection() throws TTransportException {
        super(new TConfiguration());
    }

    @Override
    public SelectionKey registerSelector(Selector selector, int interests) {
        return new NoKey(selector);
    }

    @Override
    public boolean startConnect() {
        return false;
    }

    @Override
    public boolean finishConnect() {
        return false;
    }

    @Override
    public int read(ByteBuffer buffer) {
        return -1;
    }

    @Override
    public int read(byte[] into, int from, int length) {
        return -1;
    }

    @Override
    public int write(ByteBuffer buffer) {
        return -1;
    }

    @Override
    public void write(byte[] from, int offset, int length) {}

    @Override
    public boolean isOpen() {
        return false;
    }

    @Override
    public void open() {}

    @Override
    public void close() {}

    /** No selector has this key, so that it is never selected. */
    private static final class NoKey extends SelectionKey {

        private final Selector selector;

        NoKey(Selector selector) {
            this.selector = selector;
        }

        @Override
        public SelectableChannel channel() {
            throw new IllegalStateException("channel: none (expected: no call)");
        }

        @Override
        public Selector selector() {
            return selector;
        }

        @Override
        public boolean isValid() {
            return false;
        }

        @Override
        public void cancel() {}

        @Override
        public int interestOps() {
            return 0;
        }

        @Override
        public SelectionKey interestOps(int operations) {
            return this;
        }

        @Override
        public int readyOps() {
            return 0;
        }
    }
}
