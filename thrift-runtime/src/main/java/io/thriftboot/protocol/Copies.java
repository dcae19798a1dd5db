package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.thrift.transport.TTransport;

/** Binary values in the form that is needed: apart from a transport's buffer, or with an array of their own. */
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

    /** The value itself, or a copy if it has no array that begins where the value begins. */
    static ByteBuffer arrayBacked(ByteBuffer value) {
        if (value.hasArray() && value.arrayOffset() == 0 && value.position() == 0) {
            return value;
        }
        byte[] bytes = new byte[value.remaining()];
        value.duplicate().get(bytes);
        return ByteBuffer.wrap(bytes);
    }
}
