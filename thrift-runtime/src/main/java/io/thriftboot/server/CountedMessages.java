package io.thriftboot.server;

/** Counts what becomes of the messages of a server. */
interface CountedMessages extends MessageScope {

    ServerCounters counters();

    @Override
    default void messageBegins(boolean replyExpected) {
        counters().read(replyExpected);
    }

    @Override
    default void callBegins() {
        counters().callBegins();
    }

    @Override
    default void callEnds(boolean failed) {
        counters().callEnds(failed);
    }

    @Override
    default void notExecuted(NotExecuted reason) {
        counters().notExecuted.increment(reason);
    }

    @Override
    default void deadlineExceeded() {
        counters().reached(ServerLimit.DEADLINE);
    }

    @Override
    default void protocolError(ProtocolError kind) {
        counters().protocolErrors.increment(kind);
    }
}
