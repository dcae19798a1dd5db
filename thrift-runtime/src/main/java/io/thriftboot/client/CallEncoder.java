package io.thriftboot.client;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.ThriftCall;
import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.WireFormat;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.transport.TTransportException;

/** Encodes a call whole before a connection is asked for. Serves one call after the other, never two at once. */
final class CallEncoder {

    private final ThriftChannelOptions options;
    private final MessageOutput output;
    private final TProtocol protocol;

    CallEncoder(ThriftChannelOptions options) {
        WireFormat format = options.wireFormat();
        this.options = options;
        this.output = format.output();
        this.protocol = format.protocolOver(output);
        if (protocol instanceof THeaderProtocol headed) {
            headed.setStyle(options.header().protocol(), options.header().compressed());
        }
    }

    /**
     * Encodes the call; what was encoded before is gone.
     *
     * @throws TTransportException if the message is larger than allowed
     * @throws TProtocolException if a value cannot be encoded, such as a required field that is not set
     */
    EncodedCall encode(ThriftCall call, int seqid) throws TException {
        MethodDescriptor method = call.method();
        String name = options.multiplexed() ? method.multiplexedName() : method.name();
        byte type = method.isOneway() ? TMessageType.ONEWAY : TMessageType.CALL;
        if (protocol instanceof THeaderProtocol headed) {
            headed.setWriteHeaders(SentHeaders.of(call.context()));
        }
        try {
            protocol.writeMessageBegin(new TMessage(name, type, seqid));
            call.args().write(protocol);
            protocol.writeMessageEnd();
        } catch (TTransportException ex) {
            throw new TTransportException(ex.getType(), describe(call, ex), ex);
        } catch (TProtocolException ex) {
            throw new TProtocolException(ex.getType(), describe(call, ex), ex);
        } catch (RuntimeException ex) {
            throw new TProtocolException(TProtocolException.INVALID_DATA, describe(call, ex), ex);
        }
        return new EncodedCall(method, name, seqid, call.context(), output, null);
    }

    private String describe(ThriftCall call, Exception ex) {
        return options.name() + ": " + call + ": the arguments cannot be encoded: " + ex.getMessage();
    }

    /** Makes room for the next call. */
    void reset() {
        output.reset();
    }
}
