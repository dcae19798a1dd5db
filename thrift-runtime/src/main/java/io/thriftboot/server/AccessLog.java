package io.thriftboot.server;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line for each message that a server answers.
 *
 * @param server names the server
 * @param maxLength how many characters of arguments and of result are logged
 * @param recent the last messages, for who wants to look at them
 */
record AccessLog(String server, int maxLength, RecentCalls recent) {

    /** The logger, apart from those of classes, so that it can have a file of its own. */
    static final String NAME = "io.thriftboot.access";

    private static final Logger logger = LoggerFactory.getLogger(NAME);

    AccessLog {
        if (maxLength < 0) {
            throw new IllegalArgumentException("access-log.max-length: " + maxLength + " (expected: 0 or more)");
        }
    }

    AccessLog(String server, int maxLength) {
        this(server, maxLength, new RecentCalls());
    }

    /** Where the line of a message is collected; {@code null} if none is to be logged. */
    static @Nullable AccessEntry begin(@Nullable AccessLog log, int seqid, MessageScope scope) {
        return log == null || !logger.isInfoEnabled() ? null : new AccessEntry(log, seqid, scope.peer());
    }

    boolean hasContents() {
        return logger.isTraceEnabled();
    }

    void write(String line, @Nullable String contents) {
        BestEffortLog.write(() -> logger.info(line));
        if (contents != null) {
            BestEffortLog.write(() -> logger.trace(contents));
        }
    }
}
