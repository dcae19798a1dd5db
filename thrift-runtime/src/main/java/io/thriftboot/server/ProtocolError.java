package io.thriftboot.server;

import java.util.Locale;

/**
 * What a server does not understand of what it is sent. Each is counted.
 *
 * @since 0.1
 */
public enum ProtocolError {
    /** A message asks for a service or a method that does not exist. */
    UNKNOWN_METHOD,
    /** The arguments of a message do not decode. */
    ARGUMENTS,
    /** A message is neither a call nor oneway. */
    MESSAGE_TYPE,
    /** A frame is larger than {@code max-frame-size}. */
    FRAME_SIZE,
    /** Bytes are left over after a message. */
    LEFT_OVER,
    /** The beginning of a message of the header protocol cannot be used: an unknown protocol or transform, or it does not inflate. */
    HEADER,
    /** What has arrived is no message: another protocol, HTTP, TLS, noise, or above a limit without a frame. */
    NO_MESSAGE;

    /** The kind as metrics and the actuator name it, such as {@code unknown-method}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
