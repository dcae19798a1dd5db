package io.thriftboot.server;

import io.thriftboot.recording.Exchange;
import io.thriftboot.recording.Recorder;
import io.thriftboot.transport.MessageInput;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import org.apache.thrift.protocol.TProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A message that was read to its end, until there is a reply to record it with.
 *
 * @param bytes the message
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record RecordedRequest(Recorder recorder, Instant arrivedAt, String peer, boolean framed, byte[] bytes) {

    /** Takes the bytes of a message that has just been read; {@code null} if nothing is recorded, or they are gone. */
    static @Nullable RecordedRequest of(@Nullable Recorder recorder, TProtocol in, MessageScope scope) {
        if (recorder == null) {
            return null;
        }
        byte[] bytes = in.getTransport() instanceof MessageInput input ? input.toByteArray() : new byte[0];
        if (bytes.length == 0) {
            recorder.drop();
            return null;
        }
        Object peer = scope.peer();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MICROS);
        return new RecordedRequest(recorder, now, peer == null ? "" : peer.toString(), scope.isFramed(), bytes);
    }

    void answered(byte[] reply, boolean replyExpected) {
        recorder.record(new Exchange(arrivedAt, peer, framed, replyExpected, bytes, reply));
    }
}
