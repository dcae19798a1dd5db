package io.thriftboot.client;

import io.thriftboot.Echoes;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.Refused;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;

/** The test service as a server would have it. {@code execute} counts, and waits until it is let go if it is told to. */
class EchoHandler extends Echoes {

    final List<String> fired = new CopyOnWriteArrayList<>();
    private final ConcurrentMap<String, AtomicLong> executions = new ConcurrentHashMap<>();
    private volatile CountDownLatch gate = new CountDownLatch(0);

    /** Makes {@code execute} wait until the returned latch is counted down. */
    CountDownLatch shut() {
        gate = new CountDownLatch(1);
        return gate;
    }

    long executions(String key) {
        AtomicLong count = executions.get(key);
        return count == null ? 0 : count.get();
    }

    long executions() {
        return executions.size();
    }

    @Override
    public String ping(String text) {
        return "pong " + text;
    }

    @Override
    public String find(long id) throws NotFound, Refused {
        if (id == 0) {
            throw new Refused("zero");
        }
        throw new NotFound(id, "nobody");
    }

    @Override
    public String crash(String text) {
        throw new IllegalStateException(text);
    }

    @Override
    public Item broken() {
        return new Item().setTags(Arrays.asList("a", null));
    }

    @Override
    @SuppressWarnings("NullAway")
    public String absent() {
        return null;
    }

    @Override
    public long execute(String key) {
        long count = executions.computeIfAbsent(key, none -> new AtomicLong()).incrementAndGet();
        try {
            gate.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
        }
        return count;
    }

    @Override
    public void fire(String text) {
        fired.add(text);
    }
}
