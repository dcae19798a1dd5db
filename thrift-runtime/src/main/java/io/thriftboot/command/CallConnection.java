package io.thriftboot.command;

import io.thriftboot.model.MethodModel;
import io.thriftboot.model.ThriftJson;
import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.SocketOptions;
import io.thriftboot.transport.Sockets;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A connection for one call. */
final class CallConnection {

    private static final Logger logger = LoggerFactory.getLogger(CallConnection.class);

    private final CallOptions options;
    private final WireFormat format;
    private final AtomicBoolean late = new AtomicBoolean();

    CallConnection(CallOptions options) {
        this.options = options;
        this.format = options.wireFormat();
    }

    ThriftJson.Result call(MethodModel method, ThriftJson json) throws IOException, TException {
        MessageOutput request = encode(method, json);
        int millis = (int) Math.min(Integer.MAX_VALUE, options.timeout().toMillis());
        SocketChannel channel = Sockets.connect(options.endpoint(), millis, SocketOptions.DEFAULT);
        // Channels of unix sockets have no timeout of their own.
        CompletableFuture<Void> clock = CompletableFuture.runAsync(
                () -> end(channel), CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS));
        try (channel) {
            TTransport wire = format.over(
                    new TIOStreamTransport(Channels.newInputStream(channel), Channels.newOutputStream(channel)));
            request.sendTo(wire);
            return method.oneway() ? new ThriftJson.Result("", "null") : receive(wire, method, json);
        } catch (TTransportException ex) {
            if (late.get()) {
                throw new SocketTimeoutException("no reply within " + millis + " ms");
            }
            throw ex;
        } finally {
            clock.cancel(false);
        }
    }

    private void end(SocketChannel channel) {
        late.set(true);
        try {
            channel.close();
        } catch (IOException ex) {
            logger.debug("{}: not closed", channel, ex);
        }
    }

    private MessageOutput encode(MethodModel method, ThriftJson json) throws TException {
        MessageOutput output = format.output();
        TProtocol protocol = format.protocolOver(output);
        if (protocol instanceof THeaderProtocol headed) {
            headed.setWriteHeaders(options.headers());
        }
        byte type = method.oneway() ? TMessageType.ONEWAY : TMessageType.CALL;
        protocol.writeMessageBegin(new TMessage(options.wireName(), type, 1));
        json.write(options.json(), method.arguments(), protocol);
        protocol.writeMessageEnd();
        return output;
    }

    private ThriftJson.Result receive(TTransport wire, MethodModel method, ThriftJson json) throws TException {
        MessageInput input = format.input(wire);
        if (!input.begin()) {
            throw new TTransportException(
                    TTransportException.END_OF_FILE, "the server closed the connection without a reply");
        }
        TProtocol protocol = format.protocolOver(input);
        TMessage header = protocol.readMessageBegin();
        if (header.type == TMessageType.EXCEPTION) {
            throw TApplicationException.readFrom(protocol);
        }
        return json.readResult(method, protocol);
    }
}
