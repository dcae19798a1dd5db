package io.thriftboot.benchmarks.micro;

import io.thriftboot.benchmarks.micro.api.Micro;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.transport.Endpoint;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * What a call costs beside the network: a pooled client and a hand-written one call a peer in memory that answers at once. The
 * difference is what proxy, chain, pool and deadline cost.
 */
@State(Scope.Benchmark)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(
        value = 3,
        jvmArgsAppend = "-Djava.nio.channels.spi.SelectorProvider=io.thriftboot.benchmarks.micro.MemoryProvider")
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before all else.
public class MemoryCallBenchmark {

    private ThriftChannel channel;
    private Micro.Iface pooled;
    private Micro.Iface handWritten;

    /** Makes both clients. */
    @Setup
    public void open() throws Exception {
        channel = ThriftChannel.create(
                ThriftChannelOptions.defaults("micro"),
                EndpointSupplier.fixed(List.of(Endpoint.tcp("127.0.0.1", 1))),
                EndpointSelector.roundRobin(),
                List.of());
        pooled = channel.client(Micro.Iface.class);
        handWritten = HandWritten.client(SocketChannel.open().socket(), 5_000);
    }

    /** Ends the channel's threads. */
    @TearDown
    public void close() {
        channel.close();
    }

    /** The generated client on a {@code TSocket}. */
    @Benchmark
    public String handWritten() throws TException {
        return handWritten.echo(Echo.TEXT);
    }

    /** A client of this project. */
    @Benchmark
    public String pooled() throws TException {
        return pooled.echo(Echo.TEXT);
    }
}
