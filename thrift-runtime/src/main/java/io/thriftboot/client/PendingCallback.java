package io.thriftboot.client;

import io.thriftboot.ThriftCall;
import io.thriftboot.transport.PeerText;
import java.util.Set;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A callback that has not been called yet. */
final class PendingCallback {

    private static final Logger logger = LoggerFactory.getLogger(ThriftChannel.class);

    private final String channel;
    private final ThriftCall call;
    private final AsyncMethodCallback<@Nullable Object> callback;
    private final Set<PendingCallback> pending;
    private final AtomicBoolean over = new AtomicBoolean();
    private volatile @Nullable Future<?> alarm;

    /** Adds itself to the pending ones, until it is called. */
    PendingCallback(
            String channel,
            ThriftCall call,
            AsyncMethodCallback<@Nullable Object> callback,
            Set<PendingCallback> pending) {
        this.channel = channel;
        this.call = call;
        this.callback = callback;
        this.pending = pending;
        pending.add(this);
    }

    ThriftCall call() {
        return call;
    }

    boolean isOver() {
        return over.get();
    }

    /** What is to be cancelled when the callback is called. */
    void watchedBy(Future<?> newAlarm) {
        alarm = newAlarm;
        if (isOver()) {
            newAlarm.cancel(false);
        }
    }

    void giveUp() {
        end(null, PendingResult.late(channel, call));
    }

    /** Calls the callback, if this has not been done before. Nothing that it does harms its caller. */
    void end(@Nullable Object value, @Nullable Throwable thrown) {
        if (!over.compareAndSet(false, true)) {
            return;
        }
        pending.remove(this);
        Future<?> watch = alarm;
        if (watch != null) {
            watch.cancel(false);
        }
        try {
            if (thrown == null) {
                callback.onComplete(value);
            } else {
                callback.onError(asException(PendingResult.declared(channel, call, thrown)));
            }
        } catch (Throwable failure) {
            logger.error("{}: {}: the callback failed", channel, call, PeerText.logged(failure));
        }
    }

    /** A callback takes no errors. */
    private Exception asException(Throwable thrown) {
        return thrown instanceof Exception exception
                ? exception
                : new TException(channel + ": " + call + ": " + thrown, thrown);
    }
}
