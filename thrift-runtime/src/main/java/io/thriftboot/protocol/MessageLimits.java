package io.thriftboot.protocol;

import org.apache.thrift.TConfiguration;

/**
 * What a message may cost its reader. Anything above a limit is refused before memory is spent on it.
 *
 * @param maxFrameSize the largest frame, in bytes without the four of its length; 1 to 1,073,741,823
 * @param maxMessageSize the largest message, in bytes; at least 1. Bounds messages that have no frame
 * @param maxStringLength the longest string or binary value, in bytes; at least 0
 * @param maxContainerSize the most elements of a list, set or map; at least 0
 * @param maxDepth how deep structs and containers may be nested; at least 1
 * @since 0.1
 */
public record MessageLimits(
        int maxFrameSize, int maxMessageSize, int maxStringLength, int maxContainerSize, int maxDepth) {

    /** The largest frame length that every implementation of Thrift can tell from another protocol's first bytes. */
    public static final int LARGEST_FRAME = 0x3FFF_FFFF;

    /** Apache Thrift's defaults for frame (16,384,000), message (100 MiB) and depth (64), 16 MiB a string, a million elements. */
    public static final MessageLimits DEFAULT = new MessageLimits(
            TConfiguration.DEFAULT_MAX_FRAME_SIZE,
            TConfiguration.DEFAULT_MAX_MESSAGE_SIZE,
            16 << 20,
            1_000_000,
            TConfiguration.DEFAULT_RECURSION_DEPTH);

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a value is out of its range
     */
    public MessageLimits {
        check("max-frame-size", maxFrameSize, 1, LARGEST_FRAME);
        check("max-message-size", maxMessageSize, 1, Integer.MAX_VALUE);
        check("max-string-length", maxStringLength, 0, Integer.MAX_VALUE);
        check("max-container-size", maxContainerSize, 0, Integer.MAX_VALUE);
        check("max-depth", maxDepth, 1, Integer.MAX_VALUE);
    }

    private static void check(String name, int value, int from, int to) {
        if (value < from || value > to) {
            throw new IllegalArgumentException(name + ": " + value + " (expected: " + from + " to " + to + ")");
        }
    }

    /**
     * The limits in libthrift's form.
     *
     * @return a new configuration, since libthrift's is mutable
     */
    public TConfiguration toConfiguration() {
        return new TConfiguration(maxMessageSize, maxFrameSize, maxDepth);
    }
}
