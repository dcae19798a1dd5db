package io.thriftboot.server;

import java.util.concurrent.LinkedBlockingQueue;
import org.apache.thrift.transport.TServerTransport;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/**
 * Accepts connections while the thread that serves them is busy with one. In the operating system's backlog nobody would know
 * that they wait, and how long.
 */
final class WaitingLine extends TServerTransport implements Workers {

    private final BlockingListener listener;
    private final SingleThread server = new SingleThread();
    private final LinkedBlockingQueue<TTransport> accepted = new LinkedBlockingQueue<>();
    private final Thread acceptor;

    WaitingLine(BlockingListener listener, String acceptorName) {
        this.listener = listener;
        this.acceptor = NamedThreads.named(acceptorName, this::acceptAll);
    }

    /** The thread that serves. */
    SingleThread server() {
        return server;
    }

    @Override
    public void listen() {
        acceptor.start();
    }

    private void acceptAll() {
        try {
            while (true) {
                accepted.add(listener.accept());
            }
        } catch (TTransportException ended) {
            // That is how a listener ends: it has been interrupted.
        }
    }

    @Override
    public TTransport accept() throws TTransportException {
        try {
            return accepted.take();
        } catch (InterruptedException ex) {
            throw new TTransportException(TTransportException.NOT_OPEN, "the server has been stopped", ex);
        }
    }

    @Override
    public int waiting() {
        return accepted.size();
    }

    @Override
    public void end() {
        server.end();
    }

    /** Called when the server has been told to stop: it may be waiting for a connection. */
    @Override
    public void interrupt() {
        listener.interrupt();
        server.end();
    }

    /** Nothing to do: the server has closed the listener before it stops libthrift. */
    @Override
    public void close() {}
}
