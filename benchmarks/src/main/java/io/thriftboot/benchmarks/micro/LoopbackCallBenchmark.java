package io.thriftboot.benchmarks.micro;

import io.thriftboot.benchmarks.micro.api.Micro;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.transport.Endpoint;
import java.net.InetAddress;
import java.net.Socket;
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

/** What a call costs by the operating system's sockets: pooled and hand-written clients call a thread that answers at once. */
@State(Scope.Benchmark)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before all else.
public class LoopbackCallBenchmark {

    private static final int TIMEOUT_MILLIS = 5_000;

    private LoopbackPeer peer;
    private ThriftChannel channel;
    private Micro.Iface pooled;
    private Micro.Iface handWritten;
    private Micro.Iface handWrittenWithTimeout;

    /** Makes the clients. */
    @Setup
    public void open() throws Exception {
        peer = new LoopbackPeer();
        channel = ThriftChannel.create(
                ThriftChannelOptions.defaults("micro"),
                EndpointSupplier.fixed(List.of(Endpoint.tcp("127.0.0.1", peer.port()))),
                EndpointSelector.roundRobin(),
                List.of());
        pooled = channel.client(Micro.Iface.class);
        handWritten = HandWritten.client(connect(), 0);
        handWrittenWithTimeout = HandWritten.client(connect(), TIMEOUT_MILLIS);
    }

    private Socket connect() throws Exception {
        return new Socket(InetAddress.getLoopbackAddress(), peer.port());
    }

    /** Ends the threads. */
    @TearDown
    public void close() throws Exception {
        channel.close();
        peer.close();
    }

    /** The generated client on a {@code TSocket} that waits for ever. */
    @Benchmark
    public String handWritten() throws TException {
        return handWritten.echo(Echo.TEXT);
    }

    /** The same with a timeout for each read. */
    @Benchmark
    public String handWrittenWithTimeout() throws TException {
        return handWrittenWithTimeout.echo(Echo.TEXT);
    }

    /** A client of this project, with its default timeout for the whole call. */
    @Benchmark
    public String pooled() throws TException {
        return pooled.echo(Echo.TEXT);
    }
}
