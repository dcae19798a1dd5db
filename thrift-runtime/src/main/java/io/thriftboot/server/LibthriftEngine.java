package io.thriftboot.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.thrift.server.TServer;

/** The threads of one of libthrift's servers. */
final class LibthriftEngine implements Engine {

    private static final Duration LONGEST_END = Duration.ofSeconds(5);

    private final Serving serving;
    private final TServer server;
    private final Workers workers;
    private final Thread thread;
    private final CompletableFuture<Void> started;

    /** Drives a server that completes {@code started} from its {@code setServing(true)}. */
    LibthriftEngine(Serving serving, TServer server, Workers workers, CompletableFuture<Void> started) {
        this.serving = serving;
        this.server = server;
        this.workers = workers;
        this.started = started;
        this.thread = NamedThreads.named(serving.threadName("serve"), this::serve);
    }

    @Override
    public void start() throws IOException {
        thread.start();
        try {
            started.get();
        } catch (ExecutionException ex) {
            awaitEnd();
            throw new IOException(thread.getName() + ": cannot start", ex.getCause());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            end();
            throw new IOException(thread.getName() + ": interrupted while starting", ex);
        }
    }

    private void serve() {
        try {
            server.serve();
            started.completeExceptionally(new IllegalStateException(server.getClass() + " has ended"));
        } catch (Throwable thrown) {
            started.completeExceptionally(thrown);
        }
    }

    @Override
    public void serveLatecomers(List<SocketChannel> channels) throws IOException {
        Latecomers.serve(channels, serving);
    }

    @Override
    public boolean isAlive() {
        return thread.isAlive() && !server.getShouldStop();
    }

    @Override
    public int waiting() {
        return workers.waiting();
    }

    @Override
    public ThreadStats threads() {
        return workers.threads();
    }

    @Override
    public void end() {
        workers.end();
        server.stop();
        awaitEnd();
    }

    private void awaitEnd() {
        try {
            thread.join(LONGEST_END.toMillis());
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
    }
}
