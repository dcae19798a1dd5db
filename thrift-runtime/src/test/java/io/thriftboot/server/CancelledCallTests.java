package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.thriftboot.ThriftContext;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.Sockets;
import io.thriftboot.transport.WireFormat;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Calls whose client has gone away, in our own models. */
class CancelledCallTests {

    /** Asks until it is told that its client has gone away. */
    private static final class AskingHandler extends EchoHandler {

        final CountDownLatch noticed = new CountDownLatch(1);
        final AtomicInteger asked = new AtomicInteger();

        @Override
        public long execute(String key) {
            ThriftContext context = Objects.requireNonNull(ThriftContext.current());
            executing.incrementAndGet();
            while (!context.isCancelled() && mayAnswer.getCount() > 0) {
                asked.incrementAndGet();
                Thread.onSpinWait();
            }
            if (context.isCancelled()) {
                noticed.countDown();
            }
            return 1;
        }
    }

    /** Waits until it is interrupted, and tells whether other calls of its threads find an interrupt. */
    private static final class WaitingHandler extends EchoHandler {

        static final String LEAVING = "from a client that leaves";

        final AtomicInteger interrupted = new AtomicInteger();
        final AtomicInteger stray = new AtomicInteger();

        @Override
        public long execute(String key) {
            executing.incrementAndGet();
            try {
                mayAnswer.await();
                return 1;
            } catch (InterruptedException ex) {
                interrupted.incrementAndGet();
                throw new IllegalStateException(ex);
            }
        }

        @Override
        public String echo(String text) {
            if (!text.equals(LEAVING) && Thread.currentThread().isInterrupted()) {
                stray.incrementAndGet();
            }
            return text;
        }
    }

    private static TestServer server(ServerModel model, EchoHandler handler, boolean interrupt) throws Exception {
        return new TestServer(
                new Setup(model, WireFormat.DEFAULT),
                options -> options.interruptCancelled(interrupt).executor(new ExecutorOptions(2, 1000, threads(model))),
                handler,
                UnaryOperator.identity());
    }

    /** Of threads for connections the kind that matters most. */
    private static ExecutorThreads threads(ServerModel model) {
        boolean virtual = model == ServerModel.THREADED && ExecutorThreads.VIRTUAL.isAvailable();
        return virtual ? ExecutorThreads.VIRTUAL : ExecutorThreads.PLATFORM;
    }

    private static byte[] execute(RawClient client, int seqid) throws Exception {
        return client.call("execute", seqid, new EchoService.execute_args("key"));
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenTheClientHasGoneAwayAHandlerThatAsksIsTold(boolean interrupt) throws Exception {
        AskingHandler handler = new AskingHandler();
        try (TestServer server = server(ServerModel.THREADED, handler, interrupt)) {
            RawClient client = new RawClient(server);
            client.send(execute(client, 1));
            await().until(() -> handler.asked.get() > 100);
            assertThat(handler.noticed.getCount()).isEqualTo(1);

            client.close();

            assertThat(handler.noticed.await(30, TimeUnit.SECONDS)).isTrue();
            await().until(() -> server.stats().connections() == 0);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenMoreRequestsComeWhileAHandlerAsksNoByteIsLost(boolean interrupt) throws Exception {
        AskingHandler handler = new AskingHandler();
        try (TestServer server = server(ServerModel.THREADED, handler, interrupt);
                RawClient client = new RawClient(server)) {
            client.send(execute(client, 1));
            await().until(() -> handler.asked.get() > 100);
            for (int i = 2; i < 10; i++) {
                client.send(client.call("echo", i, new EchoService.echo_args("text " + i)));
            }
            int before = handler.asked.get();
            await().until(() -> handler.asked.get() > before + 100);
            handler.mayAnswer.countDown();

            assertThat(client.receive(new EchoService.execute_result()).seqid).isEqualTo(1);
            for (int i = 2; i < 10; i++) {
                EchoService.echo_result result = new EchoService.echo_result();
                assertThat(client.receive(result).seqid).isEqualTo(i);
                assertThat(result.getSuccess()).isEqualTo("text " + i);
            }
            assertThat(handler.noticed.getCount()).isEqualTo(1);
        }
    }

    /** Unix sockets are read in another way. */
    @Test
    void whenAClientOfAUnixSocketHasGoneAwayAHandlerThatAsksIsTold() throws Exception {
        AskingHandler handler = new AskingHandler();
        Endpoint endpoint = Endpoint.memory("cancelled-calls");
        ThriftProcessor processor = ThriftProcessor.builder()
                .service(io.thriftboot.ServiceDescriptor.of(EchoService.class), handler)
                .build();
        try (ThriftServer server = ThriftServer.create(
                ThriftServerOptions.builder("inside", endpoint)
                        .model(ServerModel.THREADED)
                        .build(),
                processor)) {
            server.start();
            SocketChannel channel = Sockets.connect(endpoint, 30_000, SocketOptions.DEFAULT);
            channel.write(ByteBuffer.wrap(RawClient.message(
                    WireFormat.DEFAULT,
                    "execute",
                    org.apache.thrift.protocol.TMessageType.CALL,
                    1,
                    new EchoService.execute_args("key"))));
            await().until(() -> handler.asked.get() > 100);
            assertThat(handler.noticed.getCount()).isEqualTo(1);

            channel.close();

            assertThat(handler.noticed.await(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            handler.mayAnswer.countDown();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREADED", "EVENT_LOOP"})
    void whenItIsSetTheHandlersOfClientsThatHaveGoneAwayAreInterruptedAndNoOthers(ServerModel model) throws Exception {
        WaitingHandler handler = new WaitingHandler();
        try (TestServer server = server(model, handler, true);
                RawClient other = new RawClient(server)) {
            for (int i = 1; i <= 5; i++) {
                RawClient client = new RawClient(server);
                client.send(execute(client, 1));
                int begun = i;
                await().until(() -> handler.executing.get() == begun);
                assertThat(handler.interrupted).hasValue(i - 1);
                client.close();
                await().atMost(Duration.ofSeconds(30)).until(() -> handler.interrupted.get() == begun);
                for (int n = 0; n < 20; n++) {
                    other.send(other.call("echo", n, new EchoService.echo_args("text")));
                    assertThat(other.receive(new EchoService.echo_result()).seqid)
                            .isEqualTo(n);
                }
            }
            assertThat(handler.stray).hasValue(0);
            await().until(() -> server.stats().connections() == 1);
            assertThat(server.stats().callsInFlight()).isZero();
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"THREADED", "EVENT_LOOP"})
    void whenItIsNotSetNobodyIsInterrupted(ServerModel model) throws Exception {
        WaitingHandler handler = new WaitingHandler();
        try (TestServer server = server(model, handler, false)) {
            RawClient client = new RawClient(server);
            client.send(execute(client, 1));
            await().until(() -> handler.executing.get() == 1);
            client.close();
            try (RawClient other = new RawClient(server)) {
                other.send(other.call("echo", 1, new EchoService.echo_args("text")));
                other.receive(new EchoService.echo_result());
            }
            await().until(() -> server.stats().connections() <= 1);
            handler.mayAnswer.countDown();
            await().until(() -> server.stats().callsInFlight() == 0);
            assertThat(handler.interrupted).hasValue(0);
        }
    }

    /** The moment at which a call ends is the one at which its client may go. */
    @Test
    void whenClientsGoAwayAsTheirCallsEndNoInterruptIsLeft() throws Exception {
        WaitingHandler handler = new WaitingHandler();
        handler.mayAnswer.countDown();
        try (TestServer server = server(ServerModel.EVENT_LOOP, handler, true)) {
            for (int i = 0; i < 300; i++) {
                RawClient client = new RawClient(server);
                client.send(
                        client.call("echo", 1, new EchoService.echo_args(WaitingHandler.LEAVING)), execute(client, 2));
                client.close();
            }
            await().atMost(Duration.ofSeconds(30)).until(() -> server.stats().connections() == 0);
            try (RawClient last = new RawClient(server)) {
                for (int n = 0; n < 20; n++) {
                    last.send(last.call("echo", n, new EchoService.echo_args("text")));
                    last.receive(new EchoService.echo_result());
                }
            }
            assertThat(handler.executing.get()).isPositive();
            assertThat(handler.stray).hasValue(0);
        }
    }
}
