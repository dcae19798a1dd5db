package io.thriftboot.benchmarks;

import io.thriftboot.benchmarks.api.Benchmark;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializable;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;

/** The bytes that the load generator sends and expects: an echo of 128 characters, framed and binary. */
final class Messages {

    private static final String TEXT = "x".repeat(128);

    private Messages() {}

    static void writeTo(Path folder) throws IOException, TException {
        Benchmark.echo_result result = new Benchmark.echo_result();
        result.setSuccess(TEXT);
        Files.write(folder.resolve("request"), message(TMessageType.CALL, new Benchmark.echo_args(TEXT)));
        Files.write(folder.resolve("reply"), message(TMessageType.REPLY, result));
    }

    private static byte[] message(byte type, TSerializable struct) throws TException {
        MessageOutput output = WireFormat.DEFAULT.output();
        TProtocol out = WireFormat.DEFAULT.protocolOver(output);
        out.writeMessageBegin(new TMessage("echo", type, 0));
        struct.write(out);
        out.writeMessageEnd();
        return output.toBytes();
    }
}
