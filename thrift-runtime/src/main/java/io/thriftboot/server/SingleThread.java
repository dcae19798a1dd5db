package io.thriftboot.server;

import org.jspecify.annotations.Nullable;

/** The one thread of libthrift that runs all handlers, where a model has no executor. */
final class SingleThread implements Workers {

    private volatile @Nullable Thread thread;

    /** The current thread is the one. */
    void begin(String name) {
        Thread current = Thread.currentThread();
        current.setName(name);
        thread = current;
    }

    /** What waits is still in the operating system's buffers, where nobody counts it. */
    @Override
    public int waiting() {
        return 0;
    }

    @Override
    public void end() {
        Thread begun = thread;
        if (begun != null) {
            begun.interrupt();
        }
    }
}
