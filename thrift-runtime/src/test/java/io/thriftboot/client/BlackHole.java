package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;

/** A port that does not answer: nobody accepts, and the backlog is full, so that the kernel drops what knocks. */
final class BlackHole implements AutoCloseable {

    private final ServerSocket listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    private final List<Socket> backlog = new ArrayList<>();

    BlackHole() throws IOException {
        try {
            while (backlog.size() < 100) {
                Socket socket = new Socket();
                backlog.add(socket);
                socket.connect(new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 100);
            }
            throw new IllegalStateException("backlog: 100 connections (expected: fewer)");
        } catch (SocketTimeoutException ex) {
            // Full.
        }
    }

    Endpoint endpoint() {
        return Endpoint.tcp(listener.getInetAddress().getHostAddress(), listener.getLocalPort());
    }

    @Override
    public void close() throws IOException {
        for (Socket socket : backlog) {
            socket.close();
        }
        listener.close();
    }
}
