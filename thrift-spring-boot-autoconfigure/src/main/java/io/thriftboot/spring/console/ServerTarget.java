package io.thriftboot.spring.console;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.model.ThriftJson;
import io.thriftboot.protocol.THeaderProtocol;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.spring.server.ThriftServers.Instance;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.WireFormat;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;

/**
 * A server of this application. Calls go through its own processor, encoded as its clients' are: decoding, interceptors, handler
 * and encoding are those of any call; only the socket is left out.
 *
 * @param server the server
 */
record ServerTarget(Instance server) implements ConsoleTarget {

    private static final int FRAME_HEADER_SIZE = 4;

    @Override
    public String id() {
        return "server:" + server.name();
    }

    @Override
    public Map<String, ServiceDescriptor> services() {
        return server.processor().services();
    }

    @Override
    public Map<String, Object> describe() {
        Map<String, Object> map = new LinkedHashMap<>();
        String address = server.address();
        map.put("address", address == null ? "http" : address);
        map.put("wireFormat", server.options().wireFormat().toString());
        map.put("headers", wireFormat().protocol() == ThriftProtocol.HEADER);
        map.put("running", server.isRunning());
        map.put("accessLog", server.processor().callsAfter(Long.MAX_VALUE) != null);
        return map;
    }

    /** Where clients may choose, the header protocol is chosen, since it carries headers. */
    private WireFormat wireFormat() {
        WireFormat format = server.options().wireFormat();
        ThriftProtocol protocol = format.protocol() == ThriftProtocol.AUTO ? ThriftProtocol.HEADER : format.protocol();
        return format.with(protocol, LayeredTransport.FRAMED);
    }

    @Override
    public ConsoleReply call(ConsoleCall call) throws ConsoleException {
        WireFormat format = wireFormat();
        if (format.protocol() != ThriftProtocol.HEADER) {
            call.refuseHeaders(id(), format.protocol());
        }
        try {
            ByteBuffer request = encode(call, format);
            int requestBytes = request.remaining();
            MessageOutput output = format.output();
            server.processor()
                    .process(
                            protocol(request, format),
                            format.protocolOver(output),
                            new ConsolePeer(call.principal()),
                            call.principal());
            return output.size() == 0
                    ? ConsoleReply.sent(requestBytes)
                    : decode(call, format, bytesOf(output), requestBytes);
        } catch (TException ex) {
            return ConsoleErrors.reply(ex, Map.of(), -1, -1);
        }
    }

    private static ByteBuffer encode(ConsoleCall call, WireFormat format) throws TException {
        MessageOutput output = format.output();
        TProtocol protocol = format.protocolOver(output);
        if (protocol instanceof THeaderProtocol headed) {
            headed.setWriteHeaders(call.headers());
        }
        byte type = call.model().oneway() ? TMessageType.ONEWAY : TMessageType.CALL;
        protocol.writeMessageBegin(
                new TMessage(call.service() + ':' + call.method().name(), type, 1));
        call.json().write(call.args(), call.model().arguments(), protocol);
        protocol.writeMessageEnd();
        return bytesOf(output);
    }

    private static ByteBuffer bytesOf(MessageOutput output) throws TException {
        int length = output.length();
        TMemoryBuffer bytes = new TMemoryBuffer(length);
        output.sendTo(bytes);
        return ByteBuffer.wrap(bytes.getArray(), FRAME_HEADER_SIZE, length - FRAME_HEADER_SIZE)
                .slice();
    }

    private static TProtocol protocol(ByteBuffer message, WireFormat format) throws TException {
        MessageInput input = MessageInput.received(message, format.limits());
        input.begin();
        return format.protocolOver(input);
    }

    private static ConsoleReply decode(ConsoleCall call, WireFormat format, ByteBuffer reply, int requestBytes)
            throws TException {
        int replyBytes = reply.remaining();
        TProtocol protocol = protocol(reply, format);
        TMessage header = protocol.readMessageBegin();
        Map<String, String> headers = protocol instanceof THeaderProtocol headed ? headed.readHeaders() : Map.of();
        if (header.type == TMessageType.EXCEPTION) {
            return ConsoleErrors.reply(TApplicationException.readFrom(protocol), headers, requestBytes, replyBytes);
        }
        ThriftJson.Result result = call.json().readResult(call.model(), protocol);
        return new ConsoleReply(
                result.returned() ? "reply" : "exception",
                result.returned() ? null : result.exception(),
                result.body(),
                headers,
                requestBytes,
                replyBytes);
    }
}
