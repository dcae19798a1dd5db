package io.thriftboot.recording;

import io.thriftboot.protocol.ThriftProtocol;
import java.time.Instant;

/**
 * A message and its reply, byte for byte. The arrays belong to it.
 *
 * @param arrivedAt when the message was read, to the microsecond
 * @param peer the address of the client, empty if it is not known
 * @param framed whether both were preceded by their length, which is not part of them
 * @param replyExpected whether the message has a reply
 * @param request the message
 * @param reply the reply, empty if there was none
 * @since 0.1
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared; made for each call.
public record Exchange(
        Instant arrivedAt, String peer, boolean framed, boolean replyExpected, byte[] request, byte[] reply) {

    /**
     * How the values of both are encoded.
     *
     * @return what the first byte of the message says; binary without a version where it says nothing
     */
    public ThriftProtocol protocol() {
        ThriftProtocol said = request.length == 0 ? null : ThriftProtocol.of(request[0]);
        return said == null ? ThriftProtocol.BINARY : said;
    }
}
