package io.thriftboot.client;

import io.thriftboot.ThriftCall;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntSupplier;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * The threads of a channel's asynchronous calls: a call occupies its connection and a thread until it is answered. There are
 * as many threads as there may be connections; further calls wait, up to a bound.
 */
final class AsyncThreads implements AsyncWork {

    /** The most calls that wait for a thread. */
    static final int MAX_WAITING = 1000;

    private static final long KEEP_ALIVE_SECONDS = 60;

    private final String channel;
    private final IntSupplier maxThreads;
    private final ThreadPoolExecutor threads;
    private final Set<AsyncTask> tasks = ConcurrentHashMap.newKeySet();

    /**
     * No thread is started before there is a call.
     *
     * @param channel the name of the channel
     * @param maxThreads the most threads, asked for each call
     */
    AsyncThreads(String channel, IntSupplier maxThreads) {
        this.channel = channel;
        this.maxThreads = maxThreads;
        this.threads = new ThreadPoolExecutor(
                1,
                1,
                KEEP_ALIVE_SECONDS,
                TimeUnit.SECONDS,
                new LinkedBlockingQueue<>(MAX_WAITING),
                daemons("thrift-client-" + channel + "-call-"));
        this.threads.allowCoreThreadTimeOut(true);
    }

    static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }

    /**
     * Has a thread do the work, which ends when the call's deadline is over before there is a thread.
     *
     * @throws TTransportException if too many calls wait, or the channel is closed
     */
    CompletionStage<@Nullable Object> execute(ThriftCall call, AsyncTask.Work work) throws TTransportException {
        adapt(Math.max(1, maxThreads.getAsInt()));
        AsyncTask task = new AsyncTask(this, tasks, call, work);
        try {
            threads.execute(task);
        } catch (RejectedExecutionException ex) {
            tasks.remove(task);
            throw threads.isShutdown() ? closed(call) : full(call);
        } catch (Error ex) {
            tasks.remove(task);
            throw ex;
        }
        return task.result();
    }

    private void adapt(int wanted) {
        if (wanted == threads.getCorePoolSize()) {
            return;
        }
        synchronized (threads) {
            threads.setMaximumPoolSize(Math.max(wanted, threads.getCorePoolSize()));
            threads.setCorePoolSize(wanted);
            threads.setMaximumPoolSize(wanted);
        }
    }

    private TTransportException full(ThriftCall call) {
        return new TTransportException(describe(call) + "not sent: too many calls wait for a thread " + statistics()
                + " (expected: at most " + MAX_WAITING + " waiting; pool.max-total sets how many are executed)");
    }

    @Override
    public TTransportException closed(ThriftCall call) {
        return new TTransportException(TTransportException.NOT_OPEN, describe(call) + "the channel is closed");
    }

    String describe(ThriftCall call) {
        return channel + ": " + call + ": ";
    }

    /** As the pool of connections shows its own. */
    String statistics() {
        return "(max=" + threads.getMaximumPoolSize() + ", active=" + threads.getActiveCount() + ", waiting="
                + threads.getQueue().size() + ")";
    }

    /** Ends what waits for a thread; what has one ends by itself. */
    @Override
    public void expire(ThriftCall call) {
        for (AsyncTask task : tasks) {
            if (task.belongsTo(call)) {
                task.expire();
            }
        }
    }

    @Override
    public void close() {
        threads.shutdown();
        for (AsyncTask task : tasks) {
            task.abort();
        }
    }
}
