package io.thriftboot.benchmarks.micro;

import io.thriftboot.benchmarks.micro.api.Micro;
import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.WireFormat;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.AutoExpandingBufferWriteTransport;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.apache.thrift.transport.layered.TFramedTransport;
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

/** Encoding and decoding a request in memory, by this project's input and output and by libthrift's. */
@State(Scope.Benchmark)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before all else.
public class CodecBenchmark {

    private static final int INITIAL_SIZE = 512;

    private final Micro.echo_args args = new Micro.echo_args(Echo.TEXT);
    private final MessageOutput output = WireFormat.DEFAULT.output();
    private final TProtocol outputProtocol = WireFormat.DEFAULT.protocolOver(output);
    private byte[] frame;
    private TMemoryInputTransport wire;
    private MessageInput input;
    private TProtocol inputProtocol;
    private AutoExpandingBufferWriteTransport libthriftOutput;
    private TProtocol libthriftOutputProtocol;
    private TProtocol libthriftInputProtocol;

    /** Makes what a connection uses again for every message. */
    @Setup
    public void open() throws TException {
        frame = Echo.request();
        wire = new TMemoryInputTransport();
        input = WireFormat.DEFAULT.input(wire);
        inputProtocol = WireFormat.DEFAULT.protocolOver(input);
        libthriftOutput = new AutoExpandingBufferWriteTransport(new TConfiguration(), INITIAL_SIZE, 0);
        libthriftOutputProtocol = new TBinaryProtocol(libthriftOutput);
        libthriftInputProtocol = new TBinaryProtocol(new TFramedTransport(wire));
    }

    /** Into the buffer that is sent. */
    @Benchmark
    public int encode() throws TException {
        output.reset();
        write(outputProtocol);
        return output.size();
    }

    /** Into libthrift's buffer in memory. */
    @Benchmark
    public int encodeByLibthrift() throws TException {
        libthriftOutput.reset();
        write(libthriftOutputProtocol);
        return libthriftOutput.getLength();
    }

    private void write(TProtocol out) throws TException {
        out.writeMessageBegin(new TMessage("echo", TMessageType.CALL, 1));
        args.write(out);
        out.writeMessageEnd();
    }

    /** From a frame, by the input of clients and of the model {@code threaded}. */
    @Benchmark
    public Object decode() throws TException {
        wire.reset(frame);
        input.begin();
        Object decoded = read(inputProtocol);
        input.end();
        return decoded;
    }

    /** From a frame, by libthrift's framed transport. */
    @Benchmark
    public Object decodeByLibthrift() throws TException {
        wire.reset(frame);
        return read(libthriftInputProtocol);
    }

    private static Object read(TProtocol in) throws TException {
        in.readMessageBegin();
        Micro.echo_args decoded = new Micro.echo_args();
        decoded.read(in);
        in.readMessageEnd();
        return decoded;
    }
}
