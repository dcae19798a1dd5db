package io.thriftboot.server;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.concurrent.CountDownLatch;
import org.apache.thrift.transport.TServerTransport;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** A listener as libthrift's blocking models see it: {@link #accept()} waits, also after the end, when nothing comes any more. */
final class BlockingListener extends TServerTransport {

    private final Listener listener;
    private final Selector selector;
    private final CountDownLatch interrupted = new CountDownLatch(1);

    BlockingListener(Listener listener) throws IOException {
        this.listener = listener;
        this.selector = Selector.open();
        listener.register(selector);
    }

    @Override
    public TTransport accept() throws TTransportException {
        try {
            while (listener.isOpen()) {
                TTransport connection = listener.accept(BlockingConnection::open);
                if (connection != null) {
                    return connection;
                }
                selector.select();
                selector.selectedKeys().clear();
            }
            selector.close();
            interrupted.await();
            throw new TTransportException(TTransportException.NOT_OPEN, "the listener has been closed");
        } catch (IOException | InterruptedException ex) {
            throw new TTransportException(ex);
        }
    }

    @Override
    public void interrupt() {
        interrupted.countDown();
    }

    @Override
    public void listen() {}

    /** Nothing to do: the server has closed the listener before it stops libthrift. */
    @Override
    public void close() {}
}
