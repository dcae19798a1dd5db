package io.thriftboot.benchmarks.micro;

import io.thriftboot.benchmarks.Items;
import io.thriftboot.benchmarks.idl.Benchmark;
import io.thriftboot.benchmarks.micro.api.Micro;
import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.WireFormat;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TBase;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.AutoExpandingBufferWriteTransport;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.apache.thrift.transport.layered.TFramedTransport;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** Encoding and decoding a request in memory, by this project's input and output and by libthrift's: an echo, and 50 structs. */
@State(Scope.Benchmark)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before all else.
public class CodecBenchmark {

    private static final int INITIAL_SIZE = 512;

    /** What the request carries. */
    @Param({"echo", "list"})
    private String message;

    private TBase<?, ?> args;
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
        args = message.equals("echo") ? new Micro.echo_args(Echo.TEXT) : new Benchmark.mirrorAll_args(Items.LIST);
        write(outputProtocol);
        frame = output.toBytes();
        wire = new TMemoryInputTransport();
        input = WireFormat.DEFAULT.input(wire);
        inputProtocol = WireFormat.DEFAULT.protocolOver(input);
        libthriftOutput = new AutoExpandingBufferWriteTransport(new TConfiguration(), INITIAL_SIZE, 0);
        libthriftOutputProtocol = new TBinaryProtocol(libthriftOutput);
        libthriftInputProtocol = new TBinaryProtocol(new TFramedTransport(wire));
    }

    /** Into the buffer that is sent. */
    @org.openjdk.jmh.annotations.Benchmark
    public int encode() throws TException {
        output.reset();
        write(outputProtocol);
        return output.size();
    }

    /** Into libthrift's buffer in memory. */
    @org.openjdk.jmh.annotations.Benchmark
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
    @org.openjdk.jmh.annotations.Benchmark
    public Object decode() throws TException {
        wire.reset(frame);
        input.begin();
        Object decoded = read(inputProtocol);
        input.end();
        return decoded;
    }

    /** From a frame, by libthrift's framed transport. */
    @org.openjdk.jmh.annotations.Benchmark
    public Object decodeByLibthrift() throws TException {
        wire.reset(frame);
        return read(libthriftInputProtocol);
    }

    private Object read(TProtocol in) throws TException {
        in.readMessageBegin();
        TBase<?, ?> decoded = message.equals("echo") ? new Micro.echo_args() : new Benchmark.mirrorAll_args();
        decoded.read(in);
        in.readMessageEnd();
        return decoded;
    }
}
