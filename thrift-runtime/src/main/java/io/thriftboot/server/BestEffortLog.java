package io.thriftboot.server;

/**
 * Writes what is logged of calls and peers. A log that cannot be written, as when the disk is full and its appender throws,
 * must not cost a reply or a connection.
 */
final class BestEffortLog {

    private BestEffortLog() {}

    /** Writes it if that can be done. */
    static void write(Runnable line) {
        try {
            line.run();
        } catch (RuntimeException unwritable) {
            // The place to report this would be the log.
        }
    }
}
