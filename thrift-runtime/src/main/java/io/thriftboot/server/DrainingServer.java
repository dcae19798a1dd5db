package io.thriftboot.server;

import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Timer;
import java.util.TimerTask;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The life of a server, the same for every model. */
final class DrainingServer implements ThriftServer {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServer.class);

    private final Serving serving;
    private volatile @Nullable Running running;
    private volatile @Nullable Shutdown shutdown;

    DrainingServer(ThriftServerOptions options, ThriftProcessor processor) {
        this.serving = Serving.of(options, processor);
    }

    /**
     * What there is from the start to the stop.
     *
     * @param port where it listens
     * @param engine the threads
     * @param clock closes connections whose time is over
     */
    record Running(Port port, Engine engine, Timer clock) {}

    @Override
    public synchronized void start() throws IOException {
        if (running != null || shutdown != null) {
            throw new IllegalStateException(
                    "server " + options().name() + ": started before (expected: a new one for each start)");
        }
        Bound bound = serving.options().model().bind(serving);
        bound.start();
        Port port = bound.port();
        running = new Running(port, bound.engine(), startClock(bound.engine()));
        logger.info(
                "{} serves {} on {} ({}, {})",
                options().name(),
                serving.processor(),
                port.endpoint(),
                options().model(),
                options().wireFormat());
    }

    private Timer startClock(Engine engine) {
        Timer clock = new Timer(serving.threadName("clock"), true);
        long tick = serving.connections().tick().toMillis();
        TimerTask task = new TimerTask() {
            @Override
            public void run() {
                try {
                    serving.connections().endExpired();
                    serving.connections().makeRoom(engine.waiting());
                } catch (RuntimeException ex) {
                    logger.error(
                            "{} cannot look after its connections", options().name(), ex);
                }
            }
        };
        clock.schedule(task, tick, tick);
        return clock;
    }

    @Override
    public boolean isRunning() {
        Running started = running;
        return started != null && started.port().isOpen() && started.engine().isAlive();
    }

    @Override
    public Endpoint endpoint() {
        Running started = running;
        if (started == null) {
            throw new IllegalStateException("server " + options().name() + ": no address (expected: started before)");
        }
        return started.port().endpoint();
    }

    @Override
    public CompletableFuture<Boolean> stop() {
        return begin(options().shutdown()).result();
    }

    @Override
    public void close() {
        Shutdown begun = begin(new ShutdownOptions(Duration.ZERO, Duration.ZERO));
        begun.hurry();
        begun.result().join();
    }

    private synchronized Shutdown begin(ShutdownOptions how) {
        if (shutdown == null) {
            shutdown = new Shutdown(serving, running, how);
            shutdown.start();
        }
        return shutdown;
    }

    @Override
    public ServerStats stats() {
        Running started = running;
        return serving.counters()
                .snapshot(
                        started == null ? 0 : started.engine().waiting(),
                        serving.receiveMemory().used());
    }

    @Override
    public @Nullable EventLoopIo eventLoopIo() {
        Running started = running;
        return started == null ? null : started.engine().eventLoopIo();
    }

    @Override
    public ThreadStats threads() {
        Running started = running;
        return started == null ? ThreadStats.NONE : started.engine().threads();
    }

    @Override
    public List<ConnectionStats> connections() {
        return serving.connections().stats();
    }

    @Override
    public boolean closeConnection(long id) {
        return serving.connections().breakOff(id);
    }

    @Override
    public boolean isDraining() {
        Shutdown begun = shutdown;
        return begun != null && !begun.result().isDone();
    }

    @Override
    public ThriftServerOptions options() {
        return serving.options();
    }
}
