package io.thriftboot.server;

import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The end of a server, in the order that loses no call: serve on for the quiet period, close the port, refuse what arrives
 * from then on, end connections as they become quiet, and after the grace period the rest.
 */
final class Shutdown {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServer.class);
    private static final Duration TICK = Duration.ofMillis(5);

    private final Serving serving;
    private final DrainingServer.@Nullable Running running;
    private final ShutdownOptions options;
    private final CountDownLatch hurried = new CountDownLatch(1);
    private final CompletableFuture<Boolean> result = new CompletableFuture<>();

    Shutdown(Serving serving, DrainingServer.@Nullable Running running, ShutdownOptions options) {
        this.serving = serving;
        this.running = running;
        this.options = options;
    }

    void start() {
        if (running == null) {
            result.complete(true);
        } else {
            NamedThreads.named(serving.threadName("stop"), () -> run(running)).start();
        }
    }

    CompletableFuture<Boolean> result() {
        return result.copy();
    }

    /** Lets quiet and grace period end now. */
    void hurry() {
        hurried.countDown();
    }

    private void run(DrainingServer.Running server) {
        try {
            isHurriedWithin(options.quietPeriod());
            List<SocketChannel> latecomers = server.port().close();
            serving.connections().drain();
            server.engine().serveLatecomers(latecomers);
            boolean finished = drain();
            end(server);
            logger.info("{} stopped{}", serving.options().name(), finished ? "" : " before all calls were finished");
            result.complete(finished);
        } catch (IOException | RuntimeException | Error ex) {
            end(server);
            result.completeExceptionally(ex);
        }
    }

    /** Whether all calls were finished when the connections were closed. */
    private boolean drain() {
        Connections connections = serving.connections();
        long begin = System.nanoTime();
        long grace = options.gracePeriod().toNanos();
        while (!connections.isEmpty() && System.nanoTime() - begin < grace) {
            connections.endQuiet();
            if (isHurriedWithin(TICK)) {
                break;
            }
        }
        return !connections.isBusy();
    }

    private void end(DrainingServer.Running server) {
        server.clock().cancel();
        serving.connections().breakOffAll();
        server.engine().end();
        serving.connections().closeAll();
    }

    private boolean isHurriedWithin(Duration time) {
        try {
            return hurried.await(time.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException ex) {
            return true;
        }
    }
}
