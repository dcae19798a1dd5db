package io.thriftboot.benchmarks.micro;

import io.thriftboot.benchmarks.micro.api.Micro;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.WireFormat;
import java.nio.charset.StandardCharsets;
import org.apache.thrift.TException;
import org.apache.thrift.TSerializable;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;

/** The messages of all benchmarks here: an echo of 128 characters, framed and binary. */
final class Echo {

    static final String TEXT = "x".repeat(128);

    /** Where the sequence id lies in a frame: behind the frame's length, version and type, the name's length and the name. */
    static final int SEQID_AT = 4 + 4 + 4 + "echo".getBytes(StandardCharsets.US_ASCII).length;

    private Echo() {}

    static byte[] request() throws TException {
        return frame(TMessageType.CALL, new Micro.echo_args(TEXT));
    }

    static byte[] reply() throws TException {
        Micro.echo_result result = new Micro.echo_result();
        result.setSuccess(TEXT);
        return frame(TMessageType.REPLY, result);
    }

    private static byte[] frame(byte type, TSerializable struct) throws TException {
        MessageOutput output = WireFormat.DEFAULT.output();
        TProtocol out = WireFormat.DEFAULT.protocolOver(output);
        out.writeMessageBegin(new TMessage("echo", type, 0));
        struct.write(out);
        out.writeMessageEnd();
        return output.toBytes();
    }
}
