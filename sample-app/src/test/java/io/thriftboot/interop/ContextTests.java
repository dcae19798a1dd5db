package io.thriftboot.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.thriftboot.CallHeaders;
import io.thriftboot.Deadline;
import io.thriftboot.ThriftContext;
import io.thriftboot.sample.api.GreetingService;
import io.thriftboot.server.ServerLimit;
import io.thriftboot.server.ServerStats;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.server.ThriftServers;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Import;

/** A client in Python calls a service, whose handler calls another one: what surrounds the call goes all the way. */
class ContextTests {

    private static final String TRANSACTION = "from-python-7";

    /** As the client sends it, in the header {@code traceparent}. */
    private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

    private final LoggerContext loggers = (LoggerContext) LoggerFactory.getILoggerFactory();
    private final List<Line> lines = new CopyOnWriteArrayList<>();
    private final AppenderBase<ILoggingEvent> appender = new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent event) {
            lines.add(new Line(event.getLoggerName(), Map.copyOf(event.getMDCPropertyMap())));
        }
    };

    /** What a handler logged, by whose logger, with what around it. */
    private record Line(String logger, Map<String, String> around) {}

    /** Once the applications run: the first one begins the log anew. */
    private void listen() {
        appender.start();
        loggers.getLogger("front").addAppender(appender);
        loggers.getLogger("back").addAppender(appender);
    }

    @AfterEach
    void leave() {
        loggers.getLogger("front").detachAppender(appender);
        loggers.getLogger("back").detachAppender(appender);
    }

    private static ConfigurableApplicationContext run(Class<?> application, String... properties) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .initializers(context -> TestPropertyValues.of(properties).applyTo(context))
                .run(
                        "--spring.config.name=none",
                        "--spring.main.banner-mode=off",
                        "--logging.level.root=off",
                        "--management.otlp.metrics.export.enabled=false",
                        "--logging.level.front=info",
                        "--logging.level.back=info",
                        "--thrift.server.port=0",
                        "--thrift.server.forward-headers=tenant",
                        "--thrift.server.transaction-id.enabled=true");
    }

    private static ConfigurableApplicationContext back() {
        return run(
                Back.class,
                "thrift.server.model=threaded-selector",
                "thrift.server.protocol=header",
                "thrift.server.executor.max-threads=1");
    }

    private static ConfigurableApplicationContext front(ConfigurableApplicationContext back) {
        return run(
                Front.class,
                "thrift.server.model=event-loop",
                "thrift.server.protocol=auto",
                "thrift.client.protocol=header",
                "thrift.client.timeout=60s",
                "thrift.clients.back.address=127.0.0.1:" + port(back));
    }

    private static int port(ConfigurableApplicationContext context) {
        return context.getEnvironment().getRequiredProperty("local.thrift.server.port", Integer.class);
    }

    private static ServerStats stats(ConfigurableApplicationContext context) {
        return context.getBean(ThriftServers.class).all().get(0).stats();
    }

    private static void callFromPython(ConfigurableApplicationContext front, String how, String... checks)
            throws Exception {
        List<Object> arguments = List.of(port(front), how);
        new Report(StockLanguage.PYTHON.script("context_client", arguments).run())
                .assertGood(List.of(checks), List.of());
    }

    @Test
    void whenPythonCallsHeadersAndTransactionGoAllTheWayAndBack() throws Exception {
        StockLanguage.PYTHON.prepare();
        try (ConfigurableApplicationContext back = back();
                ConfigurableApplicationContext front = front(back)) {
            listen();
            callFromPython(front, "answered", "value", "header of the reply", "transaction");

            assertThat(lines).extracting(Line::logger).containsExactly("front", "back");
            assertThat(lines)
                    .extracting(line -> line.around().get(ThriftContext.TRANSACTION_ID_KEY))
                    .containsOnly(TRANSACTION);
            assertThat(lines).extracting(line -> line.around().get("traceId")).containsExactly(TRACE, TRACE);
            assertThat(back.getBean(Greetings.class).last)
                    .containsEntry("Tenant", "blue")
                    .containsEntry("transaction-id", TRANSACTION)
                    .hasEntrySatisfying(
                            "traceparent", trace -> assertThat(trace).startsWith("00-" + TRACE + '-'))
                    .hasEntrySatisfying(Deadline.HEADER, millis -> assertThat(Integer.parseInt(millis))
                            .isBetween(1, 60_000));
        }
    }

    @Test
    void whenPythonDoesNotWaitThatLongTheServerBehindDoesNotExecuteTheCall() throws Exception {
        StockLanguage.PYTHON.prepare();
        try (ConfigurableApplicationContext back = back();
                ConfigurableApplicationContext front = front(back)) {
            listen();
            CountDownLatch mayGoOn = back.getBean(Greetings.class).mayGoOn;
            CompletableFuture<String> busy = greet(front.getBean(ThriftChannels.class), "busy");
            await().until(() -> stats(back).callsInFlight() == 1);

            callFromPython(front, "late", "failure");
            assertThat(stats(back).reached(ServerLimit.DEADLINE)).isZero();
            mayGoOn.countDown();

            assertThat(busy.get(30, TimeUnit.SECONDS)).isEqualTo("Hello busy of null");
            await().until(() -> stats(back).reached(ServerLimit.DEADLINE) == 1);
            assertThat(lines).extracting(Line::logger).containsOnly("front", "back");
            assertThat(back.getBean(Greetings.class).names).containsExactly("busy");
        }
    }

    private static CompletableFuture<String> greet(ThriftChannels channels, String name) {
        GreetingService.Iface client = channels.client("back", GreetingService.Iface.class);
        CompletableFuture<String> greeting = new CompletableFuture<>();
        Thread caller = new Thread(() -> {
            try {
                greeting.complete(client.greet(name));
            } catch (TException ex) {
                greeting.completeExceptionally(ex);
            }
        });
        caller.start();
        return greeting;
    }

    /** The service that is called by the other one. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Greetings.class)
    static class Back {}

    @ThriftService
    static class Greetings implements GreetingService.Iface {

        final CountDownLatch mayGoOn = new CountDownLatch(1);
        final List<String> names = new CopyOnWriteArrayList<>();
        volatile Map<String, String> last = Map.of();

        @Override
        public String greet(String name) {
            ThriftContext context = Objects.requireNonNull(ThriftContext.current());
            names.add(name);
            last = context.requestHeaders();
            context.setResponseHeader("served-by", "back");
            LoggerFactory.getLogger("back").info("greets");
            if (name.equals("busy")) {
                awaitLeave();
            }
            return "Hello " + name + " of " + context.requestHeader("tenant");
        }

        private void awaitLeave() {
            try {
                mayGoOn.await();
            } catch (InterruptedException ex) {
                throw new IllegalStateException(ex);
            }
        }
    }

    /** The service that clients call. */
    @SpringBootConfiguration
    @EnableAutoConfiguration
    @Import(Relay.class)
    static class Front {}

    @ThriftService
    static class Relay implements GreetingService.Iface {

        private final GreetingService.Iface back;

        Relay(@ThriftClient("back") GreetingService.Iface back) {
            this.back = back;
        }

        @Override
        public String greet(String name) throws TException {
            LoggerFactory.getLogger("front").info("calls on");
            try (CallHeaders headers = CallHeaders.open()) {
                String greeting = back.greet(name);
                ThriftContext context = Objects.requireNonNull(ThriftContext.current());
                context.setResponseHeader("served-by", headers.received().getOrDefault("served-by", "nobody"));
                return greeting;
            }
        }
    }
}
