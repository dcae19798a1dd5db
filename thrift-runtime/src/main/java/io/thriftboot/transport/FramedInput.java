package io.thriftboot.transport;

import io.thriftboot.protocol.MessageLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;

/** Messages preceded by their length. A frame is received whole before it is decoded; memory grows as its bytes arrive. */
final class FramedInput extends WholeInput {

    private static final int HEADER_SIZE = 4;
    private static final int INITIAL_SIZE = 512;

    private final int maxFrameSize;
    private final byte[] header = new byte[HEADER_SIZE];
    private byte[] frame = new byte[INITIAL_SIZE];

    FramedInput(TTransport wire, MessageLimits limits) {
        super(wire, limits, "frame");
        this.maxFrameSize = Math.min(limits.maxFrameSize(), limits.maxMessageSize());
    }

    @Override
    public boolean begin() throws TTransportException {
        end();
        int n = readWire(header, 0, HEADER_SIZE);
        if (n < 0) {
            return false;
        }
        readWhole(header, n, HEADER_SIZE);
        int length = ByteBuffer.wrap(header).getInt();
        BadFrameException.check(length, maxFrameSize);
        receive(length);
        hold(frame, 0, length);
        return true;
    }

    private void receive(int length) throws TTransportException {
        int received = 0;
        while (received < length) {
            if (received == frame.length) {
                frame = Arrays.copyOf(frame, (int) Math.min(length, 2L * frame.length));
            }
            int until = Math.min(length, frame.length);
            readWhole(frame, received, until);
            received = until;
        }
    }

    private void readWhole(byte[] into, int from, int until) throws TTransportException {
        for (int at = from; at < until; ) {
            int n = readWire(into, at, until - at);
            if (n < 0) {
                throw new TTransportException(
                        TTransportException.END_OF_FILE, "the peer closed the connection within a frame");
            }
            at += n;
        }
    }

    @Override
    public int end() {
        int unread = drop();
        if (frame.length > RETAINED_BUFFER_SIZE) {
            frame = new byte[INITIAL_SIZE];
        }
        return unread;
    }
}
