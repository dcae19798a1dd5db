package io.thriftboot.benchmarks;

import io.thriftboot.benchmarks.idl.Benchmark;
import java.io.DataInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.jspecify.annotations.Nullable;

/** Clients that use a server badly, until they are closed. */
final class Disturbance implements AutoCloseable {

    private static final int READERS = 4;
    private static final int SLOW = 100;
    private static final int LARGE = 100_000;
    private static final long ERROR_MILLIS = 10;
    private static final int OFTEN = 10_000;

    private final int port;
    private final List<Socket> sockets = new ArrayList<>();
    private final List<Future<?>> tasks = new ArrayList<>();
    private @Nullable Child connections;
    private final ScheduledExecutorService threads = Executors.newScheduledThreadPool(READERS, task -> {
        Thread thread = new Thread(task, "disturbance");
        thread.setDaemon(true);
        return thread;
    });

    private Disturbance(int port) {
        this.port = port;
    }

    /** What disturbs. */
    enum Kind {
        NONE("undisturbed"),
        NEVER_RETURNS("handlers that never return"),
        NEVER_READS("4 clients that never read"),
        BYTE_BY_BYTE("100 clients that send a byte a second"),
        ERRORS("100 calls a second that end with an Error"),
        IDLE("10000 idle connections");

        private final String title;

        Kind(String title) {
            this.title = title;
        }

        String title() {
            return title;
        }

        static Kind of(String title) {
            return Arrays.stream(values())
                    .filter(kind -> kind.title.equals(title))
                    .findFirst()
                    .orElseThrow();
        }
    }

    /**
     * Begins, and returns when all connections are there.
     *
     * @param workers threads of the server for handlers; half of them never come back, where there is such a disturbance
     */
    static Disturbance begin(Kind kind, Bench bench, int port, int workers) throws IOException {
        Disturbance disturbance = new Disturbance(port);
        try {
            switch (kind) {
                case NONE -> {}
                case NEVER_RETURNS -> disturbance.neverReturn(workers / 2);
                case NEVER_READS -> disturbance.neverRead();
                case BYTE_BY_BYTE -> disturbance.sendByteByByte();
                case ERRORS -> disturbance.fail();
                case IDLE -> disturbance.idle(bench);
            }
            return disturbance;
        } catch (IOException | RuntimeException ex) {
            disturbance.close();
            throw ex;
        }
    }

    /** Makes calls that end with an {@code Error}: a server compiles what it does with them only after thousands. */
    static void failOften(int port) throws IOException {
        byte[] call = echo(Trouble.ERROR);
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            DataInputStream replies = new DataInputStream(socket.getInputStream());
            for (int i = 0; i < OFTEN; i++) {
                socket.getOutputStream().write(call);
                replies.skipNBytes(replies.readInt());
            }
        }
    }

    /** That of the server. */
    int port() {
        return port;
    }

    private Socket open() throws IOException {
        Socket socket = new Socket(InetAddress.getLoopbackAddress(), port);
        socket.setTcpNoDelay(true);
        sockets.add(socket);
        return socket;
    }

    private void neverReturn(int handlers) throws IOException {
        for (int i = 0; i < handlers; i++) {
            open().getOutputStream().write(echo(Trouble.NEVER));
        }
    }

    /** They send until nobody takes any more, which is when they are closed at the latest. */
    private void neverRead() throws IOException {
        byte[] large = echo("x".repeat(LARGE));
        for (int i = 0; i < READERS; i++) {
            Socket socket = open();
            threads.execute(() -> {
                boolean open = true;
                while (open) {
                    open = write(socket, large);
                }
            });
        }
    }

    private void sendByteByByte() throws IOException {
        byte[] call = echo("slow");
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < SLOW; i++) {
            slow.add(open());
        }
        int[] sent = {0};
        Runnable nextByte = () -> {
            byte next = call[sent[0]++ % call.length];
            slow.forEach(socket -> write(socket, next));
        };
        tasks.add(threads.scheduleAtFixedRate(nextByte, 0, 1, TimeUnit.SECONDS));
    }

    private void fail() throws IOException {
        byte[] call = echo(Trouble.ERROR);
        Socket socket = open();
        tasks.add(threads.scheduleAtFixedRate(
                () -> {
                    write(socket, call);
                    skipReplies(socket);
                },
                0,
                ERROR_MILLIS,
                TimeUnit.MILLISECONDS));
    }

    private void idle(Bench bench) throws IOException {
        Child held = bench.hold(
                port, Load.closed(Message.ECHO, IdlePart.CONNECTIONS, 1).lasting(0, 0.5));
        connections = held;
        held.answer();
    }

    /** Whether the server, or the end of the disturbance, has not closed the connection. */
    private static boolean write(Socket socket, byte... bytes) {
        try {
            socket.getOutputStream().write(bytes);
            return true;
        } catch (IOException closed) {
            return false;
        }
    }

    private static void skipReplies(Socket socket) {
        try {
            socket.getInputStream().skipNBytes(socket.getInputStream().available());
        } catch (IOException closed) {
            throw new IllegalStateException("the server has closed the connection", closed);
        }
    }

    private static byte[] echo(String text) {
        try {
            TMemoryBuffer wire = new TMemoryBuffer(1024);
            new Benchmark.Client(new TBinaryProtocol(new TFramedTransport(wire))).send_echo(text);
            return Arrays.copyOf(wire.getArray(), wire.length());
        } catch (TException ex) {
            throw new IllegalStateException(text + ": cannot be encoded", ex);
        }
    }

    @Override
    public void close() throws IOException {
        tasks.forEach(task -> task.cancel(true));
        threads.shutdownNow();
        for (Socket socket : sockets) {
            socket.close();
        }
        if (connections != null) {
            connections.close();
        }
    }
}
