package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.thriftboot.CallHeaders;
import io.thriftboot.Deadline;
import io.thriftboot.ThriftContext;
import io.thriftboot.client.ClientMode;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.WireFormat;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.slf4j.LoggerFactory;

/** The time that a client gives a call, on its way through servers. */
@SuppressWarnings("try") // Scopes are there for what is called within.
class CallDeadlineTests {

    private final Logger logger = (Logger) LoggerFactory.getLogger("io.thriftboot");
    private final Logger access = (Logger) LoggerFactory.getLogger(AccessLog.NAME);
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();

    @BeforeEach
    void listen() {
        access.setLevel(Level.INFO);
        log.list = new CopyOnWriteArrayList<>();
        log.start();
        logger.addAppender(log);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
        access.setLevel(null);
    }

    private static Deadline seen(EchoHandler handler) {
        return Objects.requireNonNull(handler.lastContext).deadline();
    }

    private static Duration left(EchoHandler handler) {
        return Duration.ofNanos(seen(handler).remainingNanos());
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenAClientWaitsSoLongTheHandlerKnows(ServerModel model) throws Exception {
        try (TestServer server = new TestServer(new Setup(model, Channels.HEADER));
                ThriftChannel channel = Channels.to(
                        server, options -> options.wireFormat(Channels.HEADER).timeout(Duration.ofMinutes(1)))) {
            channel.client(EchoService.Iface.class).echo("x");

            assertThat(left(server.handler)).isBetween(Duration.ofSeconds(10), Duration.ofMinutes(1));
        }
    }

    @Test
    void whenAClientWaitsForEverOrCannotSayItThereIsNoDeadline() throws Exception {
        try (TestServer server = new TestServer(new Setup(ServerModel.EVENT_LOOP, WireFormat.AUTO));
                ThriftChannel forEver = Channels.to(
                        server, options -> options.wireFormat(Channels.HEADER).timeout(Duration.ZERO));
                ThriftChannel plain = Channels.to(server, WireFormat.DEFAULT, ClientMode.POOLED)) {
            for (ThriftChannel channel : List.of(forEver, plain)) {
                channel.client(EchoService.Iface.class).echo("x");
                assertThat(seen(server.handler)).isSameAs(Deadline.NONE);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = ServerModel.class,
            names = {"HSHA", "THREADED_SELECTOR", "EVENT_LOOP"})
    void whenTheTimeIsOverInTheQueueTheCallIsNotExecuted(ServerModel model) throws Exception {
        Setup setup = new Setup(model, Channels.HEADER);
        try (TestServer server = new TestServer(
                        setup,
                        options -> options.executor(new ExecutorOptions(1, 100)),
                        new EchoHandler(),
                        processor -> processor.accessLog("test", 0));
                ThriftChannel channel = Channels.to(
                        server, options -> options.wireFormat(Channels.HEADER).timeout(Duration.ofMinutes(1)))) {
            EchoService.FutureIface client = channel.client(EchoService.FutureIface.class);
            CompletableFuture<Long> running = client.execute("first");
            await().until(() -> server.handler.executing.get() == 1);
            CompletableFuture<String> late;
            try (CallHeaders headers = CallHeaders.open().set(Deadline.HEADER, "1")) {
                late = client.echo("late");
            }
            await().until(() -> server.stats().callsWaiting() == 1);
            // Later than the call's own.
            await().until(Deadline.after(Duration.ofMillis(2))::isExpired);
            server.handler.mayAnswer.countDown();

            assertThat(late)
                    .failsWithin(Duration.ofSeconds(10))
                    .withThrowableThat()
                    .havingCause()
                    .isInstanceOfSatisfying(TApplicationException.class, ex -> assertThat(ex.getType())
                            .isEqualTo(TApplicationException.INTERNAL_ERROR))
                    .withMessage("not executed: deadline exceeded");
            assertThat(running.get(10, TimeUnit.SECONDS)).isEqualTo(1);
            assertThat(server.handler.lastContext).isNull();
            // Tried again, which counts once more.
            assertThat(server.stats().reached(ServerLimit.DEADLINE)).isPositive();
            assertThat(server.stats().notExecuted()).isEqualTo(server.stats().reached(ServerLimit.DEADLINE));
        }
    }

    @Test
    void whenAValueIsBadItIsIgnoredAndLoggedOnce() throws Exception {
        try (TestServer server = new TestServer(new Setup(ServerModel.THREADED, Channels.HEADER));
                ThriftChannel channel = Channels.to(server, Channels.HEADER, ClientMode.POOLED)) {
            EchoService.Iface client = channel.client(EchoService.Iface.class);
            for (String bad : List.of("soon", "", "0", "-5", "2147483648", "1.5", "1\n2")) {
                try (CallHeaders headers = CallHeaders.open().set(Deadline.HEADER, bad)) {
                    assertThat(client.echo(bad)).isEqualTo(bad);
                }
                assertThat(seen(server.handler)).isSameAs(Deadline.NONE);
            }
            assertThat(log.list)
                    .extracting(ILoggingEvent::getFormattedMessage)
                    .filteredOn(line -> line.contains(Deadline.HEADER))
                    .singleElement()
                    .asString()
                    .endsWith("sent the header client_timeout: soon (expected: milliseconds, 1 to 2147483647); it is"
                            + " ignored");
        }
    }

    @Test
    void whenAHandlerCallsItsCallHasNoMoreTimeThanItsOwn() throws Exception {
        try (TestServer back = new TestServer(new Setup(ServerModel.THREADED, Channels.HEADER));
                ThriftChannel slow = Channels.to(
                        back, options -> options.wireFormat(Channels.HEADER).timeout(Duration.ofHours(1)));
                ThriftChannel quick = Channels.to(
                        back, options -> options.wireFormat(Channels.HEADER).timeout(Duration.ofSeconds(30)))) {
            call(slow);
            assertThat(left(back.handler)).isLessThanOrEqualTo(Duration.ofMinutes(1));
            call(quick);
            assertThat(left(back.handler)).isLessThanOrEqualTo(Duration.ofSeconds(30));
            slow.client(EchoService.Iface.class).echo("x");
            assertThat(left(back.handler)).isGreaterThan(Duration.ofMinutes(30));
        }
    }

    /** Calls a server that has a minute, whose handler calls on. */
    private static void call(ThriftChannel next) throws Exception {
        EchoService.Iface client = next.client(EchoService.Iface.class);
        EchoHandler calling = new EchoHandler() {
            @Override
            public String ping(String text) {
                try {
                    return client.echo(text);
                } catch (TException ex) {
                    throw new IllegalStateException(ex);
                }
            }
        };
        try (TestServer front = new TestServer(
                        new Setup(ServerModel.EVENT_LOOP, Channels.HEADER), UnaryOperator.identity(), calling, p -> p);
                ThriftChannel channel = Channels.to(
                        front, options -> options.wireFormat(Channels.HEADER).timeout(Duration.ofMinutes(1)))) {
            assertThat(channel.client(EchoService.Iface.class).ping("x")).isEqualTo("x");
        }
    }

    @Test
    void whenNothingIsLeftTheHandlersCallIsNotSent() throws Exception {
        ThriftContext over = new ThriftContext(null, 1, Deadline.after(Duration.ofNanos(1)));
        try (TestServer server = new TestServer(new Setup(ServerModel.THREADED, WireFormat.DEFAULT));
                ThriftChannel channel = Channels.to(server, WireFormat.DEFAULT, ClientMode.POOLED);
                ThriftContext.Scope current = over.makeCurrent()) {
            assertThatExceptionOfType(TException.class)
                    .isThrownBy(() -> channel.client(EchoService.Iface.class).echo("x"));
            assertThat(server.handler.lastContext).isNull();
        }
    }
}
