package io.thriftboot.client;

import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;
import java.util.stream.Collectors;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.PooledObjectState;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.jspecify.annotations.Nullable;

/** Tells the pool which slots are of use. Never throws and never waits, so that the pool's count of slots stays right. */
final class SlotFactory extends BasePooledObjectFactory<Slot> {

    private final LongSupplier ticker;
    private final AtomicReference<@Nullable Slot> prepared = new AtomicReference<>();
    private final AtomicLong destroyed = new AtomicLong();
    private final Map<CloseCause, LongAdder> causes = Arrays.stream(CloseCause.values())
            .collect(Collectors.toUnmodifiableMap(cause -> cause, cause -> new LongAdder()));

    SlotFactory(LongSupplier ticker) {
        this.ticker = ticker;
    }

    /** The next slot that the pool makes is this one. */
    void prepare(@Nullable Slot slot) {
        Slot unused = prepared.getAndSet(slot);
        if (unused != null) {
            discard(unused);
        }
    }

    @Override
    public Slot create() {
        Slot ready = prepared.getAndSet(null);
        return ready != null ? ready : new Slot();
    }

    @Override
    public PooledObject<Slot> wrap(Slot slot) {
        return new DefaultPooledObject<>(slot);
    }

    /** Asked when a slot comes back, when it is about to be used, and now and then in between. */
    @Override
    public boolean validateObject(PooledObject<Slot> pooled) {
        Slot slot = pooled.getObject();
        if (slot.isSpent()) {
            return false;
        }
        Connection connection = slot.connection();
        if (connection == null) {
            return pooled.getState() != PooledObjectState.EVICTION;
        }
        return pooled.getState() == PooledObjectState.RETURNING || isUsable(slot, connection);
    }

    private boolean isUsable(Slot slot, Connection connection) {
        if (slot.isExpired(ticker.getAsLong())) {
            slot.spend(CloseCause.LIFETIME);
        } else if (!connection.isReady()) {
            slot.spend(CloseCause.DEAD);
        }
        return !slot.isSpent();
    }

    @Override
    public void destroyObject(PooledObject<Slot> pooled) {
        discard(pooled.getObject());
    }

    /** Closes the connection of a slot that no pool has, or has any more. */
    void discard(Slot slot) {
        Connection connection = slot.connection();
        if (connection != null) {
            connection.close();
            destroyed.incrementAndGet();
            Objects.requireNonNull(causes.get(slot.closeCause())).increment();
        }
    }

    /** How many connections were closed so far for each cause. */
    Map<CloseCause, Long> causes() {
        return causes.entrySet().stream()
                .collect(Collectors.toUnmodifiableMap(
                        Map.Entry::getKey, cause -> cause.getValue().sum()));
    }

    /** How many connections were closed so far. */
    long destroyed() {
        return destroyed.get();
    }
}
