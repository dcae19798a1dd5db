package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import org.apache.thrift.TConfiguration;

/** A message that is collected in memory until it is whole. */
final class BytesOutput extends MemoryOutput {

    BytesOutput(TConfiguration configuration, int maxSize) {
        super(configuration);
        beginMessage(maxSize);
    }

    /** The message; a view that is valid until this is changed. */
    ByteBuffer toByteBuffer() {
        return ByteBuffer.wrap(array(), 0, count());
    }

    void clear() {
        truncate(0);
        shrink();
    }
}
