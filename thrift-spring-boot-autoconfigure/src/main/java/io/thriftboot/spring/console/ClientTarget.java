package io.thriftboot.spring.console;

import io.thriftboot.InterfaceKind;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.model.ThriftJson;
import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.WireFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;

/**
 * A client of this application. Calls go over its channel, to the servers that it is configured with and no others.
 *
 * @param name the client's name
 * @param channel its connections
 * @param services what the application calls with it
 */
record ClientTarget(String name, ThriftChannel channel, Map<String, ServiceDescriptor> services)
        implements ConsoleTarget {

    /** The size of a buffer of libthrift's is the most that may be read of it; nothing stands for as much as a message may have. */
    private static final int GROWING = 0;

    @Override
    public String id() {
        return "client:" + name;
    }

    @Override
    public Map<String, Object> describe() {
        WireFormat format = channel.options().wireFormat();
        Map<String, Object> map = new LinkedHashMap<>();
        map.put(
                "address",
                String.join(
                        ", ",
                        channel.stats().keySet().stream().map(Object::toString).toList()));
        map.put("wireFormat", format.toString());
        map.put("headers", format.protocol() == ThriftProtocol.HEADER);
        map.put("running", true);
        map.put("accessLog", false);
        return map;
    }

    @Override
    public ConsoleReply call(ConsoleCall call) throws ConsoleException {
        WireFormat format = channel.options().wireFormat();
        if (format.protocol() != ThriftProtocol.HEADER) {
            call.refuseHeaders(id(), format.protocol());
        }
        Map<String, String> received = new LinkedHashMap<>();
        try {
            TBase<?, ?> args = arguments(call);
            ServiceDescriptor service = Objects.requireNonNull(services.get(call.service()));
            Object client = channel.client(Objects.requireNonNull(service.iface(InterfaceKind.SYNC)));
            TBase<?, ?> result = ConsoleHeaders.with(
                    call.headers(), received, () -> call.method().call(client, args));
            return result == null ? ConsoleReply.sent(-1) : reply(call, result, received);
        } catch (TException ex) {
            return ConsoleErrors.reply(ex, received, -1, -1);
        }
    }

    private static TProtocol binary(TMemoryBuffer bytes) {
        return ThriftProtocol.BINARY.over(bytes, MessageLimits.DEFAULT, true);
    }

    private static TBase<?, ?> arguments(ConsoleCall call) throws TException {
        TMemoryBuffer bytes = new TMemoryBuffer(GROWING);
        call.json().write(call.args(), call.model().arguments(), binary(bytes));
        TBase<?, ?> args = call.method().newArgs();
        args.read(binary(bytes));
        return args;
    }

    private static ConsoleReply reply(ConsoleCall call, TBase<?, ?> result, Map<String, String> headers)
            throws TException {
        TMemoryBuffer bytes = new TMemoryBuffer(GROWING);
        result.write(binary(bytes));
        ThriftJson.Result read = call.json().readResult(call.model(), binary(bytes));
        return new ConsoleReply(
                read.returned() ? "reply" : "exception",
                read.returned() ? null : read.exception(),
                read.body(),
                headers,
                -1,
                -1);
    }
}
