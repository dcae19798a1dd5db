package io.thriftboot.benchmarks.micro;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.benchmarks.micro.api.Micro;
import io.thriftboot.server.ThriftProcessor;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.AutoExpandingBufferWriteTransport;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.apache.thrift.transport.TTransportException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Answering a request in memory, by this project's processor and by the generated one, both between libthrift's transports. */
@State(Scope.Benchmark)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before all else.
public class DispatcherBenchmark {

    private final Micro.Iface handler = text -> text;
    private final TProcessor generated = new Micro.Processor<>(handler);
    private final TProcessor processor = ThriftProcessor.builder()
            .service(ServiceDescriptor.of(Micro.class), handler)
            .build();
    private byte[] message;
    private TMemoryInputTransport input;
    private AutoExpandingBufferWriteTransport output;
    private TProtocol in;
    private TProtocol out;

    /** Makes what is used again for every message. */
    @Setup
    public void open() throws TException {
        byte[] frame = Echo.request();
        message = Arrays.copyOfRange(frame, Integer.BYTES, frame.length);
        input = new TMemoryInputTransport();
        output = output();
        in = new TBinaryProtocol(input);
        out = new TBinaryProtocol(output);
    }

    private static AutoExpandingBufferWriteTransport output() throws TTransportException {
        return new AutoExpandingBufferWriteTransport(new TConfiguration(), 512, 0);
    }

    /** This project's. */
    @Benchmark
    public int dispatch() throws TException {
        return answer(processor);
    }

    /** The generated {@code X.Processor}. */
    @Benchmark
    public int dispatchByLibthrift() throws TException {
        return answer(generated);
    }

    private int answer(TProcessor by) throws TException {
        input.reset(message);
        output.reset();
        by.process(in, out);
        return output.getLength();
    }
}
