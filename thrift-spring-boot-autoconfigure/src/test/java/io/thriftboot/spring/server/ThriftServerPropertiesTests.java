package io.thriftboot.spring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.thriftboot.client.ThriftChannel;
import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.recording.RecordingReader;
import io.thriftboot.server.ExecutorOptions;
import io.thriftboot.server.ExecutorThreads;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ShutdownOptions;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.testapi.UserService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.WireFormat;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.springframework.boot.logging.LogLevel;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.test.util.TestPropertyValues.Type;
import org.springframework.context.ApplicationContext;
import org.springframework.core.annotation.Order;

/** What of {@code thrift.server} and {@code thrift.servers} reaches the servers' options. */
@ExtendWith(OutputCaptureExtension.class)
class ThriftServerPropertiesTests {

    private final ApplicationContextRunner runner = ThriftTestContexts.runner().withUserConfiguration(OnBoth.class);
    private final ApplicationContextRunner withAdmin = runner.withPropertyValues("thrift.servers.admin.port=0");

    @Test
    void whenNothingIsSetTheOptionsAreTheRuntimesDefaults() {
        ThriftServerProperties properties = new ThriftServerProperties();
        assertThat(new PropertiesServerOptions("x", properties, ExecutorThreads.PLATFORM).options())
                .isEqualTo(ThriftServerOptions.builder("x", Endpoint.tcp("0.0.0.0", 9090))
                        .build());
    }

    @Test
    void whenAccessLogIsEnabledEachCallHasALine(CapturedOutput output) {
        withAdmin
                .withPropertyValues("thrift.server.access-log.enabled=true")
                .withInitializer(context -> LoggingSystem.get(getClass().getClassLoader())
                        .setLogLevel("io.thriftboot.access", LogLevel.INFO))
                .run(context -> {
                    try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                        channel.client(UserService.Iface.class).ping("x");
                    }
                    assertThat(output).contains("server=default peer=/127.0.0.1:");
                    assertThat(output).contains(" service=UserService method=ping outcome=success ");
                });
    }

    @Test
    void whenAccessLogsLengthIsNegativeTheStartFails() {
        runner.withPropertyValues("thrift.server.access-log.enabled=true", "thrift.server.access-log.max-length=-1")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("thrift.server.access-log.max-length")
                        .contains("-1 (expected: 0 or more)"));
    }

    @Test
    void whenRecordingIsEnabledRequestsAreInFilesWhenTheServerHasStopped(@TempDir Path folder) throws Exception {
        withAdmin
                .withPropertyValues(
                        "thrift.server.recording.enabled=true", "thrift.server.recording.directory=" + folder)
                .run(context -> {
                    try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                        channel.client(UserService.Iface.class).ping("x");
                    }
                });
        try (RecordingReader reader = new RecordingReader(folder.resolve("default-000001.thriftrec"))) {
            assertThat(reader.next()).isNotNull();
            assertThat(reader.next()).isNull();
        }
    }

    @Test
    void whenRecordingHasNoDirectoryTheStartFails() {
        runner.withPropertyValues("thrift.server.recording.enabled=true")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("thrift.server.recording.directory")
                        .contains("not set (expected: a directory"));
        runner.withPropertyValues(
                        "thrift.server.recording.enabled=true",
                        "thrift.server.recording.directory=x",
                        "thrift.server.recording.max-files=1")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("thrift.server.recording.max-files")
                        .contains("1 (expected: 2 or more)"));
    }

    @Test
    void whenThreadsAreVirtualEachConnectionHasOne() {
        ThriftServerProperties properties = new ThriftServerProperties();
        assumeTrue(ExecutorThreads.VIRTUAL.isAvailable(), "virtual threads need Java 21 or newer");
        assertThat(new PropertiesServerOptions("x", properties, ExecutorThreads.VIRTUAL)
                        .options()
                        .model())
                .isEqualTo(ServerModel.THREADED);
    }

    /** libthrift's servers do not find out how a message looks. */
    @Test
    void whenTheModelIsLibthriftsAutoIsWhatItsClientsSend() {
        ThriftServerProperties properties = new ThriftServerProperties();
        properties.setModel(ServerModel.THREADED_SELECTOR);
        assertThat(new PropertiesServerOptions("x", properties, ExecutorThreads.PLATFORM)
                        .options()
                        .wireFormat())
                .isEqualTo(WireFormat.DEFAULT);
    }

    @Test
    void whenEverythingIsSetTheOptionsHaveIt() {
        withAdmin
                .withPropertyValues(
                        "thrift.server.model=thread-pool",
                        "thrift.server.executor.threads=platform",
                        "spring.threads.virtual.enabled=true",
                        "thrift.server.protocol=compact",
                        "thrift.server.transport=buffered",
                        "thrift.server.strict-read=false",
                        "thrift.server.max-frame-size=1MB",
                        "thrift.server.max-message-size=2MB",
                        "thrift.server.max-string-length=3KB",
                        "thrift.server.max-container-size=4",
                        "thrift.server.max-depth=5",
                        "thrift.server.max-receive-memory=6MB",
                        "thrift.server.interrupt-cancelled=true",
                        "thrift.server.read-timeout=6s",
                        "thrift.server.idle-timeout=7m",
                        "thrift.server.max-connections=8",
                        "thrift.server.backlog=9",
                        "thrift.server.executor.max-threads=10",
                        "thrift.server.executor.queue-capacity=11",
                        "thrift.server.selector-threads=12",
                        "thrift.server.shutdown.quiet-period=130ms",
                        "thrift.server.shutdown.grace-period=140ms",
                        "thrift.server.unix.mode=rw-------",
                        "thrift.server.socket.keep-alive=false",
                        "thrift.server.socket.no-delay=false",
                        "thrift.server.socket.send-buffer-size=15KB",
                        "thrift.server.socket.receive-buffer-size=16KB")
                .run(context -> {
                    ThriftServerOptions expected = ThriftServerOptions.builder("default", Endpoint.tcp("127.0.0.1", 0))
                            .model(ServerModel.THREAD_POOL)
                            .wireFormat(new WireFormat(
                                    ThriftProtocol.COMPACT,
                                    LayeredTransport.BUFFERED,
                                    new MessageLimits(1 << 20, 2 << 20, 3 << 10, 4, 5),
                                    false))
                            .maxReceiveMemory(6L << 20)
                            .interruptCancelled(true)
                            .readTimeout(Duration.ofSeconds(6))
                            .idleTimeout(Duration.ofMinutes(7))
                            .maxConnections(8)
                            .backlog(9)
                            .executor(new ExecutorOptions(10, 11))
                            .selectorThreads(12)
                            .shutdown(new ShutdownOptions(Duration.ofMillis(130), Duration.ofMillis(140)))
                            .unixMode(PosixFilePermissions.fromString("rw-------"))
                            .socket(new SocketOptions(false, false, 15 << 10, 16 << 10))
                            .build();
                    assertThat(options(context, "default")).isEqualTo(expected);
                    assertThat(options(context, "admin").wireFormat()).isEqualTo(expected.wireFormat());
                    assertThat(options(context, "admin").shutdown()).isEqualTo(expected.shutdown());
                });
    }

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void everyModelHasItsName(ServerModel model) {
        String name = model.name().toLowerCase(Locale.ROOT).replace('_', '-');
        withAdmin
                .withPropertyValues("thrift.servers.admin.model=" + name)
                .run(context -> assertThat(options(context, "admin").model()).isEqualTo(model));
    }

    @Test
    void whenTheApplicationUsesVirtualThreadsHandlersRunOnThemWhereThereAreAny() {
        withAdmin.withPropertyValues("spring.threads.virtual.enabled=true").run(context -> assertThat(
                        options(context, "default").executor().threads())
                .isEqualTo(ExecutorThreads.VIRTUAL.isAvailable() ? ExecutorThreads.VIRTUAL : ExecutorThreads.PLATFORM));
    }

    @Test
    void whenVirtualThreadsAreAskedForAndThereAreNoneTheStartFails() {
        assumeFalse(ExecutorThreads.VIRTUAL.isAvailable(), "Java 21 or newer has virtual threads");
        withAdmin.withPropertyValues("thrift.server.executor.threads=virtual").run(context -> assertThat(context)
                .getFailure()
                .rootCause()
                .hasMessageContaining("virtual (expected: platform, because this is Java"));
    }

    @Test
    void whenNamedServerSetsAValueOnlyThisOneDiffers() {
        withAdmin
                .withPropertyValues("thrift.server.executor.max-threads=10", "thrift.server.executor.queue-capacity=11")
                .withPropertyValues("thrift.servers.admin.executor.max-threads=3")
                .run(context -> {
                    assertThat(options(context, "admin").executor()).isEqualTo(new ExecutorOptions(3, 11));
                    assertThat(options(context, "default").executor()).isEqualTo(new ExecutorOptions(10, 11));
                });
    }

    @Test
    void whenDefaultServerIsDisabledOrHasADefaultServiceTheNamedOneDoesNotInheritIt() {
        withAdmin
                .withPropertyValues("thrift.server.enabled=false", "thrift.server.default-service=Nonsense")
                .run(context -> assertThat(options(context, "admin")).isNotNull());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            thrift.server.ssl.bundle=main         | thrift.server.ssl.bundle: main (expected: a bean of SslBundles
            thrift.server.ssl.enabled=true        | thrift.server.ssl.bundle: nothing (expected: a bundle of spring.ssl.bundle
            thrift.server.allowed-peers=localhost | thrift.server.allowed-peers: localhost (expected: an IPv4 or IPv6 address
            thrift.server.allowed-peers=10.0.0.1/8 | thrift.server.allowed-peers: 10.0.0.1/8 (expected: an address of which
            """)
    void whenWhoMayConnectCannotBeToldTheStartFailsNamingTheProperty(String property, String problem) {
        runner.withPropertyValues(property)
                .run(context -> assertThat(ThriftTestContexts.analysis(context)).startsWith(problem));
    }

    @Test
    void whenNamedServerHasNoPortTheStartFails() {
        runner.withPropertyValues("thrift.servers.admin.protocol=compact")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .contains("thrift.servers.admin.port is not set", "OnBoth"));
    }

    @Test
    void whenDefaultServerIsConfiguredAmongTheNamedOnesTheStartFails() {
        withAdmin.withPropertyValues("thrift.servers.default.port=9099").run(context -> assertThat(
                        ThriftTestContexts.analysis(context))
                .contains("thrift.servers.default has properties", "Move them to thrift.server"));
    }

    @Test
    void whenNameIsWrittenInCamelCaseItIsFound() {
        ThriftTestContexts.runner()
                .withUserConfiguration(OnCamelCase.class)
                .withPropertyValues("thrift.servers.back-office.port=0")
                .run(context -> assertThat(context.getEnvironment().getProperty("local.thrift.server.backOffice.port"))
                        .isNotNull());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            thrift.server.port=70000                        | 70000 (expected: 0 to 65535, or -1 together with http.path)
            thrift.servers.admin.port=-1                    | -1 (expected: 0 to 65535, or -1 together with http.path)
            thrift.server.address=                          | (expected: a host name or a literal address)
            thrift.server.max-frame-size=0B                 | 0 (expected: 1 to 1073741823)
            thrift.server.max-message-size=4GB              | 4294967296B (expected: 0B to 2147483647B)
            thrift.server.max-container-size=-1             | -1 (expected: 0 to 2147483647)
            thrift.server.max-receive-memory=15MB           | 15728640 bytes (expected: 16384000 or more, since a frame may have so many)
            thrift.server.max-depth=0                       | 0 (expected: 1 to 2147483647)
            thrift.server.read-timeout=-1s                  | PT-1S (expected: zero or more)
            thrift.server.shutdown.quiet-period=-2s         | PT-2S (expected: zero or more)
            thrift.server.shutdown.grace-period=-3s         | PT-3S (expected: zero or more)
            thrift.server.idle-timeout=-1s                  | PT-1S (expected: zero or more)
            thrift.server.max-connections=0                 | 0 (expected: 1 or more)
            thrift.servers.admin.max-connections=0          | 0 (expected: 1 or more)
            thrift.server.backlog=0                         | 0 (expected: 1 or more)
            thrift.server.executor.max-threads=0            | 0 (expected: 1 or more)
            thrift.servers.admin.executor.queue-capacity=-1 | -1 (expected: 0 or more)
            thrift.server.selector-threads=0                | 0 (expected: 1 or more)
            thrift.server.transport=zlib                    | ZLIB with model EVENT_LOOP (expected: framed, fast-framed, buffered
            thrift.server.event-loop.max-calls=0            | 0 (expected: 1 or more)
            thrift.server.event-loop.write-buffer-high-water-mark=0B | 0B (expected: 1B to 2147483647B)
            thrift.server.unix.path=relative.sock           | relative.sock (expected: an absolute path)
            thrift.servers.admin.unix.mode=660              | 660 (expected: nine letters and dashes, such as rw-rw----)
            thrift.server.memory.name=a b                   | a b (expected: a letter, then letters, digits, dots
            thrift.server.socket.send-buffer-size=-1B       | -1B (expected: 0B to 2147483647B)
            thrift.server.default-service=Nonsense          | Nonsense (expected: a service of the server, which are UserService)
            """)
    void whenValueIsRefusedTheStartFailsNamingPropertyValueAndExpectation(String setting, String message) {
        String property = setting.substring(0, setting.indexOf('='));
        withAdmin.withPropertyValues(setting).run(context -> assertThat(ThriftTestContexts.analysis(context))
                .startsWith(property + ": ")
                .contains(message));
    }

    @Test
    void whenInheritedValueIsRefusedTheMessageNamesWhereItIsSet() {
        ThriftTestContexts.runner()
                .withUserConfiguration(OnAdmin.class)
                .withPropertyValues("thrift.servers.admin.port=0", "thrift.server.backlog=0")
                .run(context -> assertThat(ThriftTestContexts.analysis(context))
                        .startsWith("thrift.server.backlog: 0 (expected"));
    }

    @Test
    void whenEnvironmentHasServiceLinksTheyArePassedOver(CapturedOutput output) {
        runner.withInitializer(context -> TestPropertyValues.of(
                                "THRIFT_SERVER_PORT=tcp://10.0.0.1:9090",
                                "THRIFT_SERVER_PORT_9090_TCP=tcp://10.0.0.1:9090",
                                "THRIFT_SERVER_SERVICE_HOST=10.0.0.1",
                                "THRIFT_SERVERS_PORT=tcp://10.0.0.2:9090",
                                "THRIFT_SERVERS_SERVICE_PORT=9090",
                                "THRIFT_CLIENT_PORT=tcp://10.0.0.3:9090",
                                "THRIFT_CLIENTS_PORT=tcp://10.0.0.4:9090",
                                "THRIFT_SERVERS_ADMIN_PORT=0")
                        .applyTo(context.getEnvironment(), Type.SYSTEM_ENVIRONMENT, "test-systemEnvironment"))
                .run(context -> {
                    assertThat(ThriftTestContexts.port(context)).isNotEqualTo(9090);
                    assertThat(context.getBean(ThriftServers.class).all()).hasSize(2);
                    assertThat(output).contains("Passed over [thrift.server.port");
                });
    }

    @Test
    void whenApplicationSetsTcpInAFileTheStartFails() {
        runner.withPropertyValues("thrift.server.port=tcp://10.0.0.1:9090")
                .run(context -> assertThat(context).getFailure().hasStackTraceContaining("thrift.server.port"));
    }

    @Test
    void whenCustomizersAreOrderedTheyAreCalledOnceEachAfterTheProperties() {
        StringBuilder calls = new StringBuilder();
        withAdmin
                .withPropertyValues("thrift.server.backlog=5")
                .withBean("late", ThriftServerCustomizer.class, () -> new Late(calls))
                .withBean("early", ThriftServerCustomizer.class, () -> new Early(calls))
                .run(context -> {
                    assertThat(options(context, "default").backlog()).isEqualTo(7);
                    assertThat(calls).hasToString("early default,late default,early admin,late admin,");
                });
    }

    private static ThriftServerOptions options(ApplicationContext context, String server) {
        return context.getBean(ThriftServers.class).all().stream()
                .filter(candidate -> candidate.name().equals(server))
                .findFirst()
                .orElseThrow()
                .server()
                .options();
    }

    @Order(1)
    private record Early(StringBuilder calls) implements ThriftServerCustomizer {

        @Override
        public void customize(String server, ThriftServerOptions.Builder options) {
            options.backlog(6);
            calls.append("early ").append(server).append(',');
        }
    }

    @Order(2)
    private record Late(StringBuilder calls) implements ThriftServerCustomizer {

        @Override
        public void customize(String server, ThriftServerOptions.Builder options) {
            options.backlog(7);
            calls.append("late ").append(server).append(',');
        }
    }

    @ThriftService(server = {"default", "admin"})
    static class OnBoth extends Users {}

    @ThriftService(server = "admin")
    static class OnAdmin extends Users {}

    @ThriftService(server = "backOffice")
    static class OnCamelCase extends Users {}
}
