package io.thriftboot.server;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.MessageWindow;
import io.thriftboot.transport.WireFormat;
import java.util.EnumMap;
import java.util.Map;
import org.apache.thrift.protocol.TProtocol;

/**
 * Decodes requests and encodes replies, of any number of connections, for one thread at a time. Its protocols are made once
 * and used for message after message.
 */
final class Codec {

    private final WireFormat format;
    private final MessageWindow window;
    private final MessageOutput output;
    private final Map<ThriftProtocol, TProtocol> in = new EnumMap<>(ThriftProtocol.class);
    private final Map<ThriftProtocol, TProtocol> out = new EnumMap<>(ThriftProtocol.class);

    Codec(WireFormat format) {
        this.format = format;
        this.window = new MessageWindow(format.limits());
        this.output = format.output();
        this.output.clear();
    }

    /** What {@link #in} reads. */
    MessageWindow window() {
        return window;
    }

    /** What {@link #out} writes to. */
    MessageOutput output() {
        return output;
    }

    TProtocol in(ThriftProtocol protocol) {
        TProtocol made = in.get(protocol);
        if (made == null) {
            made = protocol.over(window, format.limits(), format.strictRead());
            in.put(protocol, made);
        }
        return made;
    }

    TProtocol out(ThriftProtocol protocol) {
        TProtocol made = out.get(protocol);
        if (made == null) {
            made = protocol.over(output, format.limits(), format.strictRead());
            out.put(protocol, made);
        }
        return made;
    }

    /** After a message that was not read or written to its end: libthrift's protocols keep some of their state over a reset. */
    void renew(ThriftProtocol protocol) {
        in.remove(protocol);
        out.remove(protocol);
    }
}
