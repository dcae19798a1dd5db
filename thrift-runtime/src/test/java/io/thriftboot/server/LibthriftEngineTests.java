package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.thrift.server.TServer;
import org.apache.thrift.server.TSimpleServer;
import org.junit.jupiter.api.Test;

/** What becomes of libthrift's threads is noticed. */
class LibthriftEngineTests {

    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private LibthriftEngine engine(FakeServer server) {
        ThriftServerOptions options = ThriftServerOptions.builder("fake", Endpoint.tcp("127.0.0.1", 0))
                .build();
        Serving serving = Serving.of(options, ThriftProcessor.builder().build());
        return new LibthriftEngine(serving, server, new SingleThread(), started);
    }

    @Test
    void whenServingEndsByItselfIsNotAlive() throws Exception {
        FakeServer server = new FakeServer(true);
        LibthriftEngine engine = engine(server);
        engine.start();
        assertThat(engine.isAlive()).isTrue();

        server.end.countDown();

        await().until(() -> !engine.isAlive());
        engine.end();
    }

    /** A selector thread that dies stops the others, which may take its time while calls are running. */
    @Test
    void whenThreadsAreStoppingIsNotAlive() throws Exception {
        FakeServer server = new FakeServer(true);
        LibthriftEngine engine = engine(server);
        engine.start();

        server.setShouldStop(true);

        assertThat(engine.isAlive()).isFalse();
        server.end.countDown();
        engine.end();
    }

    @Test
    void whenServingNeverBeginsStartFails() {
        LibthriftEngine engine = engine(new FakeServer(false));

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(engine::start)
                .withMessageContaining("thrift-fake-serve: cannot start");
        assertThat(engine.isAlive()).isFalse();
    }

    private final class FakeServer extends TServer {

        private final boolean begins;
        private final CountDownLatch end = new CountDownLatch(1);

        FakeServer(boolean begins) {
            super(new TSimpleServer.Args(null));
            this.begins = begins;
        }

        @Override
        public void serve() {
            if (begins) {
                started.complete(null);
                try {
                    end.await();
                } catch (InterruptedException ex) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }
}
