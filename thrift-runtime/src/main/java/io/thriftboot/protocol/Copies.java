package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.thrift.transport.TTransport;

/** Binary values that do not share memory with a transport's buffer. */
final class Copies {

    private Copies() {}

    /** The value itself, or a copy if it is a view of the transport's buffer. */
    static ByteBuffer of(ByteBuffer value, TTransport transport) {
        if (value.array() != transport.getBuffer()) {
            return value;
        }
        int from = value.arrayOffset() + value.position();
        return ByteBuffer.wrap(Arrays.copyOfRange(value.array(), from, from + value.remaining()));
    }
}
