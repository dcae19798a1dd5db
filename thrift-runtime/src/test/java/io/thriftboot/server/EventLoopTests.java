package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.netty.channel.epoll.Epoll;
import io.netty.channel.uring.IoUring;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftContext;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.function.UnaryOperator;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What only the event loop can do, and what its bounds do. */
class EventLoopTests {

    private static final Setup SETUP = new Setup(ServerModel.EVENT_LOOP, WireFormat.DEFAULT);

    private static EventLoopOptions bounds(int callsPerConnection, int calls) {
        return new EventLoopOptions(EventLoopIo.AUTO, 1, callsPerConnection, calls, 1 << 20);
    }

    private static EchoService.execute_args execute() {
        return new EchoService.execute_args("key");
    }

    private static EchoService.echo_args echo(String text) {
        return new EchoService.echo_args(text);
    }

    @Test
    void whenALaterCallIsDoneFirstItsReplyWaitsForTheOthers() throws Exception {
        try (TestServer server = new TestServer(SETUP);
                RawClient client = new RawClient(server)) {
            client.send(client.call("execute", 1, execute()), client.call("echo", 2, echo("done first")));
            await().until(() -> server.handler.executing.get() == 1 && server.handler.lastThread != null);
            server.handler.mayAnswer.countDown();

            assertThat(client.receive(new EchoService.execute_result()).seqid).isEqualTo(1);
            assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(2);
        }
    }

    @Test
    void whenAConnectionHasTooManyCallsTheOthersWaitUnread() throws Exception {
        UnaryOperator<ThriftServerOptions.Builder> bounded = options -> options.eventLoop(bounds(4, 1000));
        try (TestServer server = new TestServer(SETUP, bounded);
                RawClient client = new RawClient(server);
                RawClient other = new RawClient(server)) {
            for (int i = 0; i < 20; i++) {
                client.send(client.call("execute", i, execute()));
            }
            await().until(() -> server.handler.executing.get() == 4);
            other.send(other.call("execute", 99, execute()));
            await().until(() -> server.handler.executing.get() == 5);
            server.handler.mayAnswer.countDown();

            for (int i = 0; i < 20; i++) {
                assertThat(client.receive(new EchoService.execute_result()).seqid)
                        .isEqualTo(i);
            }
            assertThat(server.handler.mostExecuting).hasValueLessThanOrEqualTo(8);
            assertThat(server.stats().reached(ServerLimit.CALLS_PER_CONNECTION)).isPositive();
            assertThat(server.stats().notExecuted()).isZero();
        }
    }

    @Test
    void whenThereAreTooManyCallsInAllTheNextIsAnsweredNotExecuted() throws Exception {
        UnaryOperator<ThriftServerOptions.Builder> bounded = options -> options.eventLoop(bounds(100, 3));
        try (TestServer server = new TestServer(SETUP, bounded);
                RawClient client = new RawClient(server);
                RawClient other = new RawClient(server)) {
            for (int i = 0; i < 3; i++) {
                client.send(client.call("execute", i, execute()));
            }
            await().until(() -> server.handler.executing.get() == 3);
            other.send(other.call("echo", 7, echo("one too many")));

            assertThat(other.receiveException(7)).hasMessage("not executed: overloaded");
            assertThat(server.stats().reached(ServerLimit.CALLS)).isEqualTo(1);
            server.handler.mayAnswer.countDown();
            for (int i = 0; i < 3; i++) {
                assertThat(client.receive(new EchoService.execute_result()).seqid)
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void whenAClientDoesNotTakeItsRepliesNoMoreIsRead() throws Exception {
        String large = "x".repeat(1_000_000);
        try (TestServer server = new TestServer(SETUP);
                RawClient client = new RawClient(server)) {
            CompletableFuture<Void> sent = CompletableFuture.runAsync(() -> sendLarge(client, large, 60));
            await().until(() -> server.stats().calls() > 3);
            long before = -1;
            while (before != server.stats().calls()) {
                before = server.stats().calls();
                await().pollDelay(Duration.ofMillis(300)).until(() -> true);
            }
            assertThat(before).isLessThan(40);
            assertThat(server.stats().reached(ServerLimit.WRITE_BUFFER)).isPositive();

            for (int i = 0; i < 60; i++) {
                EchoService.echo_result result = new EchoService.echo_result();
                assertThat(client.receive(result).seqid).isEqualTo(i);
                assertThat(result.getSuccess()).hasSize(large.length());
            }
            sent.join();
        }
    }

    private static void sendLarge(RawClient client, String text, int calls) {
        try {
            for (int i = 0; i < calls; i++) {
                client.send(client.call("echo", i, echo(text)));
            }
        } catch (IOException | TException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Test
    void whenTheClientHasGoneAwayTheHandlerCanKnow() throws Exception {
        CountDownLatch noticed = new CountDownLatch(1);
        EchoHandler handler = new EchoHandler() {
            @Override
            public long execute(String key) {
                ThriftContext context = java.util.Objects.requireNonNull(ThriftContext.current());
                executing.incrementAndGet();
                await().until(context::isCancelled);
                noticed.countDown();
                return 0;
            }
        };
        try (TestServer server = new TestServer(SETUP, UnaryOperator.identity(), handler, UnaryOperator.identity())) {
            RawClient client = new RawClient(server);
            client.send(client.call("execute", 1, execute()));
            await().until(() -> handler.executing.get() == 1);
            assertThat(noticed.getCount()).isEqualTo(1);

            client.close();

            noticed.await();
            await().until(() -> server.stats().connections() == 0);
        }
    }

    @Test
    void whenTheClientHasGoneAwayBeforeTheHandlerBeginsItCanKnowToo() throws Exception {
        EchoHandler handler = new EchoHandler();
        ThriftProcessor processor = ThriftProcessor.builder()
                .service(ServiceDescriptor.of(EchoService.class), handler)
                .build();
        WireFormat bare = WireFormat.DEFAULT.with(ThriftProtocol.BINARY, LayeredTransport.BUFFERED);
        byte[] call = RawClient.message(bare, "echo", TMessageType.CALL, 1, echo("text"));
        MessageScope scope = MessageScope.of(null, null);
        Request request =
                processor.read(bare.protocolOver(MessageInput.received(ByteBuffer.wrap(call), bare.limits())), scope);

        request.cancel();
        request.answer(bare.protocolOver(bare.output()), scope);

        assertThat(handler.lastContext).isNotNull().matches(ThriftContext::isCancelled);
    }

    @Test
    void whenTheClientHasShutItsOutputItGetsItsReplies() throws Exception {
        try (TestServer server = new TestServer(SETUP);
                RawClient client = new RawClient(server)) {
            client.send(client.call("execute", 1, execute()), client.call("echo", 2, echo("last")));
            client.socket.shutdownOutput();
            await().until(() -> server.handler.executing.get() == 1);
            server.handler.mayAnswer.countDown();

            assertThat(client.receive(new EchoService.execute_result()).seqid).isEqualTo(1);
            assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(2);
            assertThat(client.isClosedByServer()).isTrue();
        }
    }

    @Test
    void whenHandlersAreAsynchronousTheyNeedNoThread() throws Exception {
        Setup async = new Setup(ServerModel.EVENT_LOOP, WireFormat.DEFAULT, HandlerStyle.ASYNC_LATER);
        try (TestServer server = new TestServer(async, options -> options.executor(new ExecutorOptions(1, 0)));
                RawClient client = new RawClient(server)) {
            for (int i = 0; i < 20; i++) {
                client.send(client.call("execute", i, execute()));
            }
            await().until(() -> server.handler.executing.get() == 20);
            server.handler.mayAnswer.countDown();

            for (int i = 0; i < 20; i++) {
                assertThat(client.receive(new EchoService.execute_result()).seqid)
                        .isEqualTo(i);
            }
        }
    }

    @Test
    void whenIoUringIsAskedForItServes() throws Exception {
        assumeTrue(IoUring.isAvailable(), () -> "io_uring: " + IoUring.unavailabilityCause());
        EventLoopOptions options = new EventLoopOptions(EventLoopIo.IO_URING, 0, 256, 1000, 1 << 20);
        try (TestServer server = new TestServer(SETUP, builder -> builder.eventLoop(options))) {
            EchoService.Client client = server.client();
            for (int i = 0; i < 100; i++) {
                assertThat(client.echo("text " + i)).isEqualTo("text " + i);
            }
            assertThat(client.echo("x".repeat(1_000_000))).hasSize(1_000_000);
        }
    }

    /** Executed or refused, each in its place: nobody is left without an answer. */
    @ParameterizedTest
    @EnumSource(
            value = EventLoopIo.class,
            names = {"AUTO", "NIO"})
    void whenStoppedDuringCallsOnManyConnectionsEachIsAnswered(EventLoopIo io) throws Exception {
        EventLoopOptions options = new EventLoopOptions(io, 0, 256, 20_000, 1 << 20);
        int connections = 1000;
        int calls = 16;
        try (TestServer server =
                new TestServer(SETUP, builder -> builder.eventLoop(options).executor(new ExecutorOptions(8, 20_000)))) {
            List<RawClient> clients = new ArrayList<>();
            for (int i = 0; i < connections; i++) {
                RawClient client = new RawClient(server);
                byte[][] requests = new byte[calls][];
                for (int n = 0; n < calls; n++) {
                    requests[n] = client.call("execute", n, execute());
                }
                clients.add(client.send(requests));
            }
            await().until(() -> server.stats().callsWaiting() > connections);
            CompletableFuture<Boolean> stopped = server.server.stop();
            server.handler.mayAnswer.countDown();

            int executed = 0;
            for (RawClient client : clients) {
                for (int n = 0; n < calls; n++) {
                    executed += isExecuted(client, n) ? 1 : 0;
                }
                client.close();
            }
            assertThat(stopped).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(true);
            assertThat(server.handler.executions).hasValue(executed);
            assertThat(server.stats().notExecuted()).isEqualTo(connections * calls - executed);
            assertThat(server.stats().notExecutedBy())
                    .containsEntry(NotExecuted.SHUTTING_DOWN, (long) connections * calls - executed);
        }
    }

    private static boolean isExecuted(RawClient client, int seqid) throws TException {
        TApplicationException refusal = new TApplicationException();
        EchoService.execute_result result = new EchoService.execute_result();
        TMessage reply = client.receive(type -> type == TMessageType.REPLY ? result : refusal);
        assertThat(reply.seqid).isEqualTo(seqid);
        if (reply.type == TMessageType.EXCEPTION) {
            return false;
        }
        assertThat(result.getSuccess()).isPositive();
        return true;
    }

    @Test
    void whenEpollIsAskedForAndTheEndpointIsNotTcpRefuses() {
        assumeFalse(!Epoll.isAvailable(), () -> "epoll: " + Epoll.unavailabilityCause());
        EventLoopOptions epoll = new EventLoopOptions(EventLoopIo.EPOLL, 1, 1, 1, 1);

        assertThatExceptionOfType(IOException.class)
                .isThrownBy(() -> ThriftServer.create(
                                ThriftServerOptions.builder("inside", Endpoint.memory("inside"))
                                        .eventLoop(epoll)
                                        .build(),
                                ThriftProcessor.builder().build())
                        .start())
                .withMessage(
                        "inside: event-loop.io: epoll with memory:inside (expected: auto or nio, since the endpoint is"
                                + " not TCP)");
    }

    /** Every model. */
    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenAHandlerAbandonsItsRequestTheConnectionIsClosedWithoutAReply(ServerModel model) throws Exception {
        EchoHandler handler = new EchoHandler() {
            @Override
            public String echo(String text) {
                if (text.equals("abandoned")) {
                    java.util.Objects.requireNonNull(ThriftContext.current()).abandon();
                }
                return text;
            }
        };
        try (TestServer server = new TestServer(
                        new Setup(model, WireFormat.DEFAULT),
                        UnaryOperator.identity(),
                        handler,
                        UnaryOperator.identity());
                RawClient client = new RawClient(server)) {
            client.send(client.call("echo", 1, echo("answered")));
            assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(1);

            client.send(client.call("echo", 2, echo("abandoned")));

            assertThat(client.isClosedByServer()).isTrue();
            assertThat(server.stats().failures()).isEqualTo(1);
        }
    }
}
