package io.thriftboot.benchmarks;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/** Threads that call without a pause: a closed loop of so many callers. */
final class Callers {

    private final List<Histogram> histograms = new ArrayList<>();
    private final LongAdder calls = new LongAdder();
    private final List<Thread> threads = new ArrayList<>();
    private final long begin;
    private final long end;
    private volatile @Nullable Exception failure;

    private Callers(long begin, long end) {
        this.begin = begin;
        this.end = end;
    }

    /**
     * Lets callers call.
     *
     * @return a line {@code rate=… p50=…}, with the bytes that this process has allocated for each call
     * @throws Exception if a call fails
     */
    static String measure(Connector connector, CallersLoad load) throws Exception {
        long begin = System.nanoTime() + (long) (load.warmup() * 1e9);
        Callers callers = new Callers(begin, begin + (long) (load.seconds() * 1e9));
        ThreadFactory factory = load.virtual() ? VirtualThreads.factory() : Thread::new;
        long before = Memory.allocated();
        for (int i = 0; i < load.callers(); i++) {
            callers.start(factory, connector.caller(load.message()));
        }
        return callers.result(before, load.seconds());
    }

    private void start(ThreadFactory factory, Connector.Call call) {
        Histogram histogram = new Histogram();
        histograms.add(histogram);
        Thread thread = factory.newThread(() -> call(call, histogram));
        threads.add(thread);
        thread.start();
    }

    private void call(Connector.Call call, Histogram histogram) {
        try {
            for (long time = System.nanoTime(); time < end; ) {
                long from = time;
                call.make();
                time = System.nanoTime();
                calls.increment();
                if (time >= begin && time < end) {
                    histogram.record(time - from);
                }
            }
        } catch (Exception ex) {
            failure = ex;
        }
    }

    private String result(long allocatedBefore, double seconds) throws Exception {
        for (Thread thread : threads) {
            thread.join();
        }
        if (failure != null) {
            throw failure;
        }
        Histogram all = new Histogram();
        histograms.forEach(all::add);
        return String.format(
                Locale.ROOT,
                "rate=%.1f p50=%.1f p99=%.1f p999=%.1f max=%.1f allocated=%.0f",
                all.total() / seconds,
                all.micros(0.5),
                all.micros(0.99),
                all.micros(0.999),
                all.micros(1),
                (double) (Memory.allocated() - allocatedBefore) / calls.sum());
    }
}
