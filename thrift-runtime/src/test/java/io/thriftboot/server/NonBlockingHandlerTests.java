package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.awaitility.Awaitility.await;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftInterceptor;
import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.WireFormat;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Handlers that say that they never wait. */
class NonBlockingHandlerTests {

    private static TestServer server(ServerModel model, UnaryOperator<ThriftProcessor.Builder> processor)
            throws Exception {
        return new TestServer(
                new Setup(model, WireFormat.DEFAULT), UnaryOperator.identity(), new EchoHandler(), processor);
    }

    private static String threadOf(EchoHandler handler) {
        return Objects.requireNonNull(handler.lastThread).getName();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void whenAHandlerNeverWaitsItRunsOnALoopAlsoBehindInterceptors(boolean intercepted) throws Exception {
        ThriftInterceptor nothing = (call, next) -> next.invoke(call);
        List<ThriftInterceptor> steps = intercepted ? List.of(nothing) : List.of();
        try (TestServer server = server(ServerModel.EVENT_LOOP, builder -> builder.nonBlocking("EchoService")
                .interceptors(steps))) {
            assertThat(server.client().echo("text")).isEqualTo("text");
            assertThat(threadOf(server.handler)).startsWith("thrift-test-loop");
        }
    }

    @Test
    void whenAHandlerDoesNotSaySoItRunsOnTheExecutorBesideOneThatDoes() throws Exception {
        EchoHandler fast = new EchoHandler();
        try (TestServer server = server(ServerModel.EVENT_LOOP, builder -> builder.service(
                        "Fast", ServiceDescriptor.of(EchoService.class), fast)
                .nonBlocking("Fast"))) {
            assertThat(server.client().echo("text")).isEqualTo("text");
            assertThat(threadOf(server.handler)).startsWith("thrift-test-call");
            try (RawClient client = new RawClient(server)) {
                client.send(
                        client.call("execute", 1, new EchoService.execute_args("key")),
                        client.call("Fast:echo", 2, new EchoService.echo_args("text")));
                await().until(() -> server.handler.executing.get() == 1 && fast.lastThread != null);
                assertThat(threadOf(fast)).startsWith("thrift-test-loop");
                server.handler.mayAnswer.countDown();
                assertThat(client.receive(new EchoService.execute_result()).seqid)
                        .isEqualTo(1);
                assertThat(client.receive(new EchoService.echo_result()).seqid).isEqualTo(2);
            }
        }
    }

    @Test
    void whenTheModelHasNoLoopsItMakesNoDifference() throws Exception {
        try (TestServer server = server(ServerModel.THREADED, builder -> builder.nonBlocking("EchoService"))) {
            assertThat(server.client().echo("text")).isEqualTo("text");
            assertThat(threadOf(server.handler)).startsWith("thrift-test-call");
        }
    }

    @Test
    void whenThereIsNoSuchServiceRefuses() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> ThriftProcessor.builder()
                        .service(ServiceDescriptor.of(EchoService.class), new EchoHandler())
                        .nonBlocking("Nonsense")
                        .build())
                .withMessage("non-blocking service: Nonsense (expected: one of [EchoService])");
    }
}
