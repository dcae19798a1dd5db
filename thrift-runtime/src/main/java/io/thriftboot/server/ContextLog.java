package io.thriftboot.server;

import io.thriftboot.ThriftContext;

/** Log lines of a call from a thread that does something else by then. */
final class ContextLog {

    private ContextLog() {}

    /** Logs with the call's context and trace as the current ones, so that the line carries their ids. */
    static void run(ThriftContext context, Runnable line) {
        ThriftContext.Scope current = context.makeCurrent();
        try {
            BestEffortLog.write(() -> inTrace(context, line));
        } finally {
            current.close();
        }
    }

    private static void inTrace(ThriftContext context, Runnable line) {
        ThriftContext.Scope trace = context.resumeTrace();
        try {
            line.run();
        } finally {
            trace.close();
        }
    }

    /** What tells the call from others. */
    static String describe(ThriftContext context) {
        String id = context.transactionId();
        return (id == null ? "" : "transaction " + id + ", ") + "seqid " + context.seqid() + " from " + context.peer();
    }
}
