package io.thriftboot.protocol;

import java.util.Map;

/**
 * What stands before a message of the {@linkplain ThriftProtocol#HEADER header protocol}.
 *
 * @param protocol how the message behind it is encoded: {@link ThriftProtocol#BINARY} or {@link ThriftProtocol#COMPACT}
 * @param flags 16 bits without a meaning so far, which a reply repeats
 * @param seqid the sequence id, as in the message behind it
 * @param compressed whether the message behind it is compressed by zlib
 * @param framedTwice whether the message and its header, with a length of their own, are in one more frame
 * @param headers names and values, at most 65,532 bytes in all. They travel as UTF-8; case matters. Not to be changed
 * @since 0.1
 */
public record MessageHeader(
        ThriftProtocol protocol,
        int flags,
        int seqid,
        boolean compressed,
        boolean framedTwice,
        Map<String, String> headers) {

    /** Before a binary message, without headers. */
    static final MessageHeader PLAIN = new MessageHeader(ThriftProtocol.BINARY, 0, 0, false, false, Map.of());

    /** What stands before another message that is to look like the one behind this. */
    MessageHeader with(int newSeqid, Map<String, String> newHeaders) {
        return new MessageHeader(protocol, flags, newSeqid, compressed, framedTwice, newHeaders);
    }

    MessageHeader with(ThriftProtocol newProtocol, boolean newCompressed) {
        return new MessageHeader(newProtocol, flags, seqid, newCompressed, framedTwice, headers);
    }
}
