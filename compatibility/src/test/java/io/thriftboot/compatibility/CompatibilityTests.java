package io.thriftboot.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.twitter.zipkin.thriftjava.Span;
import io.jaegertracing.agent.thrift.Agent;
import io.jaegertracing.thriftjava.Batch;
import io.jaegertracing.thriftjava.BatchSubmitResponse;
import io.jaegertracing.thriftjava.Collector;
import io.jaegertracing.thriftjava.Process;
import io.jaegertracing.thriftjava.Tag;
import io.jaegertracing.thriftjava.TagType;
import io.thriftboot.Libthrift;
import io.thriftboot.compatibility.newer.NewerColor;
import io.thriftboot.compatibility.newer.NewerItem;
import io.thriftboot.compatibility.newer.NewerNotFound;
import io.thriftboot.compatibility.newer.NewerService;
import io.thriftboot.compatibility.older.OlderColor;
import io.thriftboot.compatibility.older.OlderItem;
import io.thriftboot.compatibility.older.OlderNotFound;
import io.thriftboot.compatibility.older.OlderService;
import io.thriftboot.server.ServerModel;
import io.thriftboot.server.ThriftServerOptions;
import io.thriftboot.transport.Endpoint;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** The build runs these tests with each libthrift that is supported. */
class CompatibilityTests {

    private final BlockingQueue<Object> fired = new LinkedBlockingQueue<>();

    @Test
    void libthriftIsTheExpectedOne() {
        assertThat(Libthrift.version()).isEqualTo(System.getProperty("expected.libthrift"));
    }

    @ParameterizedTest
    @EnumSource
    void whenModelNeedsANewerLibthriftItIsRefused(ServerModel model) {
        var options =
                ThriftServerOptions.builder("s", Endpoint.tcp("127.0.0.1", 0)).model(model);
        if (!Setup.works(model)) {
            assertThatIllegalArgumentException()
                    .isThrownBy(options::build)
                    .withMessage("model: " + model + " with libthrift " + Libthrift.version()
                            + " (expected: libthrift 0.23 or newer; with an older one event-loop, threaded, thread-pool"
                            + " or simple)");
        } else {
            assertThat(options.build().model()).isEqualTo(model);
        }
    }

    @ParameterizedTest
    @MethodSource("io.thriftboot.compatibility.Setup#all")
    void whenClassesWereGeneratedByOurCompilerTheyAreServedAndCalled(Setup setup) throws Exception {
        try (Pair pair = Pair.start(setup, new NewerHandler())) {
            NewerService.Iface client = pair.client(NewerService.Iface.class);
            NewerItem item = new NewerItem(7, List.of("a"), Map.of("b", 2), bytes(), NewerColor.GREEN).setName("n");
            assertThat(client.echo(item)).isEqualTo(item);
            assertThatExceptionOfType(NewerNotFound.class)
                    .isThrownBy(() -> client.echo(item.deepCopy().setId(-1)))
                    .satisfies(missing -> assertThat(missing.getId()).isEqualTo(-1));
            assertThatExceptionOfType(TApplicationException.class).isThrownBy(() -> client.crash("x"));
            client.fire("over");
            assertThat(fired.poll(30, TimeUnit.SECONDS)).isEqualTo("over");
        }
    }

    @ParameterizedTest
    @MethodSource("io.thriftboot.compatibility.Setup#all")
    void whenClassesAreOf020TheyAreServedAndCalled(Setup setup) throws Exception {
        try (Pair pair = Pair.start(setup, new OlderHandler())) {
            OlderService.Iface client = pair.client(OlderService.Iface.class);
            OlderItem item = new OlderItem(7, List.of("a"), Map.of("b", 2), bytes(), OlderColor.GREEN).setName("n");
            assertThat(client.echo(item)).isEqualTo(item);
            assertThatExceptionOfType(OlderNotFound.class)
                    .isThrownBy(() -> client.echo(item.deepCopy().setId(-1)))
                    .satisfies(missing -> assertThat(missing.getId()).isEqualTo(-1));
            assertThatExceptionOfType(TApplicationException.class).isThrownBy(() -> client.crash("x"));
            client.fire("over");
            assertThat(fired.poll(30, TimeUnit.SECONDS)).isEqualTo("over");
            assertThat(echoAsynchronously(pair, item)).isEqualTo(item);
        }
    }

    private static OlderItem echoAsynchronously(Pair pair, OlderItem item) throws Exception {
        CompletableFuture<OlderItem> answer = new CompletableFuture<>();
        pair.client(OlderService.AsyncIface.class).echo(item, new AsyncMethodCallback<>() {
            @Override
            public void onComplete(OlderItem response) {
                answer.complete(response);
            }

            @Override
            public void onError(Exception failure) {
                answer.completeExceptionally(failure);
            }
        });
        return answer.get(30, TimeUnit.SECONDS);
    }

    @ParameterizedTest
    @MethodSource("io.thriftboot.compatibility.Setup#all")
    void whenClassesAreOf2019TheyAreServedAndCalled(Setup setup) throws Exception {
        Batch batch =
                new Batch(new Process("p").setTags(List.of(new Tag("k", TagType.STRING).setVStr("v"))), List.of());
        try (Pair pair = Pair.start(setup, new TraceCollector(), new TraceAgent())) {
            List<BatchSubmitResponse> answers =
                    pair.client(Collector.Iface.class).submitBatches(List.of(batch, batch));
            assertThat(answers).containsExactly(new BatchSubmitResponse(true), new BatchSubmitResponse(true));
            pair.client(Agent.Iface.class).emitBatch(batch);
            assertThat(fired.poll(30, TimeUnit.SECONDS)).isEqualTo(batch);
        }
    }

    private static ByteBuffer bytes() {
        return ByteBuffer.wrap(new byte[] {1, 2, 3});
    }

    private final class NewerHandler implements NewerService.Iface {

        @Override
        public NewerItem echo(NewerItem item) throws NewerNotFound {
            if (item.getId() < 0) {
                throw new NewerNotFound(item.getId());
            }
            return item;
        }

        @Override
        public String crash(String text) {
            throw new IllegalStateException(text);
        }

        @Override
        public void fire(String text) {
            fired.add(text);
        }
    }

    private final class OlderHandler implements OlderService.Iface {

        @Override
        public OlderItem echo(OlderItem item) throws OlderNotFound {
            if (item.getId() < 0) {
                throw new OlderNotFound(item.getId());
            }
            return item;
        }

        @Override
        public String crash(String text) {
            throw new IllegalStateException(text);
        }

        @Override
        public void fire(String text) {
            fired.add(text);
        }
    }

    private static final class TraceCollector implements Collector.Iface {

        @Override
        public List<BatchSubmitResponse> submitBatches(List<Batch> batches) {
            return batches.stream().map(batch -> new BatchSubmitResponse(true)).toList();
        }
    }

    private final class TraceAgent implements Agent.Iface {

        @Override
        public void emitZipkinBatch(List<Span> spans) throws TException {
            throw new TException("not expected");
        }

        @Override
        public void emitBatch(Batch batch) {
            fired.add(batch);
        }
    }
}
