package io.thriftboot.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import org.apache.thrift.transport.TNonblockingServerTransport;
import org.apache.thrift.transport.TNonblockingTransport;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** A listener as libthrift's non-blocking models see it. */
final class NonblockingListener extends TNonblockingServerTransport {

    private final Listener listener;
    private final Serving serving;

    NonblockingListener(Listener listener, Serving serving) {
        this.listener = listener;
        this.serving = serving;
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
    public @Nullable TNonblockingTransport accept() throws TTransportException {
        SocketChannel channel = listener.accept();
        if (channel == null) {
            return null;
        }
        try {
            return NonblockingConnection.open(channel, serving);
        } catch (IOException ex) {
            throw new TTransportException(ex);
        }
    }

    @Override
    public void listen() {}

    /** Nothing to do: the server has closed the listener before it stops libthrift. */
    @Override
    public void close() {}
}
