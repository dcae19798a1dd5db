package io.thriftboot.spring.server;

import io.thriftboot.server.ExecutorThreads;
import org.jspecify.annotations.Nullable;

/** Threads that handlers run on. */
class ExecutorProperties {

    /** Most threads for calls, 1 or more. With a thread for each connection this also bounds how many connections are served at a time. */
    private int maxThreads = 64;

    /** Most calls that wait for a thread, 0 or more. Further ones are refused. Threads are added before calls wait. */
    private int queueCapacity = 1000;

    /** Kind of threads for calls: platform, virtual (Java 21 or newer) or event-loop: those of the model event-loop itself, for handlers that never wait. Unless set, virtual where spring.threads.virtual.enabled is true. */
    private @Nullable ExecutorThreads threads;

    public int getMaxThreads() {
        return maxThreads;
    }

    public void setMaxThreads(int maxThreads) {
        this.maxThreads = maxThreads;
    }

    public int getQueueCapacity() {
        return queueCapacity;
    }

    public void setQueueCapacity(int queueCapacity) {
        this.queueCapacity = queueCapacity;
    }

    public @Nullable ExecutorThreads getThreads() {
        return threads;
    }

    public void setThreads(@Nullable ExecutorThreads threads) {
        this.threads = threads;
    }

    /** The kind of threads, which the application chooses where the property does not. */
    ExecutorThreads threadsOr(ExecutorThreads others) {
        return threads != null ? threads : others;
    }
}
