package io.thriftboot.server;

/** The threads of a model that run handlers. */
interface Workers {

    /** How many calls, or connections where each has its own thread, wait for a thread. */
    int waiting();

    /** What the threads are doing. */
    default ThreadStats threads() {
        return ThreadStats.NONE;
    }

    /** Interrupts handlers that are still running; no other begins. */
    void end();
}
