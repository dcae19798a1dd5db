package io.thriftboot.server;

import io.thriftboot.ThriftContext;

/** Log lines of a call from a thread that does something else by then. */
final class ContextLog {

    private ContextLog() {}

    /** Logs with the call's context as the current one, so that the line carries its transaction id. */
    static void run(ThriftContext context, Runnable line) {
        ThriftContext.Scope current = context.makeCurrent();
        try {
            BestEffortLog.write(line);
        } finally {
            current.close();
        }
    }

    /** What tells the call from others. */
    static String describe(ThriftContext context) {
        String id = context.transactionId();
        return (id == null ? "" : "transaction " + id + ", ") + "seqid " + context.seqid() + " from " + context.peer();
    }
}
