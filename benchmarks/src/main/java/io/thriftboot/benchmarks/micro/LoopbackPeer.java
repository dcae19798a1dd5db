package io.thriftboot.benchmarks.micro;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.apache.thrift.TException;

/** Answers echoes on a port of the loopback interface, each connection by a thread that reads, copies four bytes and writes. */
final class LoopbackPeer implements AutoCloseable {

    private final ServerSocketChannel server;
    private final byte[] reply;

    LoopbackPeer() throws IOException, TException {
        reply = Echo.reply();
        server = ServerSocketChannel.open();
        server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        start(this::accept, "peer-accept");
    }

    int port() throws IOException {
        return ((InetSocketAddress) server.getLocalAddress()).getPort();
    }

    private static void start(Runnable work, String name) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private void accept() {
        try {
            while (server.isOpen()) {
                SocketChannel connection = server.accept();
                start(() -> serve(connection), "peer");
            }
        } catch (IOException ex) {
            if (server.isOpen()) {
                throw new UncheckedIOException(ex);
            }
        }
    }

    private void serve(SocketChannel connection) {
        ByteBuffer in = ByteBuffer.allocateDirect(4096);
        ByteBuffer out = ByteBuffer.allocateDirect(reply.length).put(reply);
        try (connection) {
            while (connection.read(in.clear()) > 0) {
                out.putInt(Echo.SEQID_AT, in.getInt(Echo.SEQID_AT));
                connection.write(out.flip());
            }
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    @Override
    public void close() throws IOException {
        server.close();
    }
}
