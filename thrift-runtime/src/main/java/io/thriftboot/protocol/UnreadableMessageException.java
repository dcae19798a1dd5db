package io.thriftboot.protocol;

import org.apache.thrift.protocol.TProtocolException;
import org.jspecify.annotations.Nullable;

/**
 * A message that cannot be read, but whose header can: a server answers it with an exception that has its sequence id.
 *
 * @since 0.1
 */
public final class UnreadableMessageException extends TProtocolException {

    private static final long serialVersionUID = 1L;

    private final int applicationType;
    private final transient MessageHeader header;

    UnreadableMessageException(int applicationType, MessageHeader header, String text, @Nullable Throwable cause) {
        super(INVALID_DATA, text, cause);
        this.applicationType = applicationType;
        this.header = header;
    }

    /**
     * What the peer is to be told.
     *
     * @return a type of {@link org.apache.thrift.TApplicationException}: {@code INVALID_TRANSFORM}, {@code INVALID_PROTOCOL} or
     *     {@code PROTOCOL_ERROR}
     */
    public int applicationType() {
        return applicationType;
    }

    /**
     * What stands before the message.
     *
     * @return the header, as far as it was understood
     */
    public MessageHeader header() {
        return header;
    }
}
