package io.thriftboot.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import org.apache.thrift.transport.TNonblockingServerTransport;
import org.apache.thrift.transport.TNonblockingTransport;
import org.apache.thrift.transport.TTransportException;

/** A listener as libthrift's non-blocking models see it. */
final class NonblockingListener extends TNonblockingServerTransport {

    private final Listener listener;

    NonblockingListener(Listener listener) {
        this.listener = listener;
    }

    @Override
    public void registerSelector(Selector selector) {
        try {
            listener.register(selector);
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public TNonblockingTransport accept() throws TTransportException {
        TNonblockingTransport accepted = listener.accept(NonblockingConnection::open);
        return accepted != null ? accepted : new NoConnection();
    }

    @Override
    public void listen() {}

    /** Nothing to do: the server has closed the listener before it stops libthrift. */
    @Override
    public void close() {}
}
