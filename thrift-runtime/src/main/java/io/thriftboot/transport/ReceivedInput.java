package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import java.nio.ByteBuffer;

/** One message that has been received whole by something else, such as a web server. */
final class ReceivedInput extends WholeInput {

    private boolean begun;

    ReceivedInput(ByteBuffer message, MessageLimits limits) {
        super(new MessageOutput(LayeredTransport.BUFFERED, limits), limits, "message");
        int begin = message.arrayOffset() + message.position();
        hold(message.array(), begin, begin + message.remaining());
    }

    @Override
    public boolean begin() {
        boolean first = !begun;
        begun = true;
        return first && getBytesRemainingInBuffer() > 0;
    }

    @Override
    public int end() {
        return drop();
    }
}
