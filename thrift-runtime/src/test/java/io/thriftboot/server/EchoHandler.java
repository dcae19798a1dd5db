package io.thriftboot.server;

import io.thriftboot.Echoes;
import io.thriftboot.ThriftContext;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.Refused;
import java.util.Arrays;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/** Does what the method's name says, and remembers what it was asked. */
class EchoHandler extends Echoes {

    final AtomicInteger executions = new AtomicInteger();
    final AtomicInteger executing = new AtomicInteger();
    final AtomicInteger mostExecuting = new AtomicInteger();
    final Queue<String> fired = new ConcurrentLinkedQueue<>();
    final CountDownLatch mayAnswer = new CountDownLatch(1);
    volatile @Nullable ThriftContext lastContext;
    volatile @Nullable Thread lastThread;

    @Override
    public String ping(String text) {
        return text;
    }

    @Override
    public String echo(String text) {
        lastContext = ThriftContext.current();
        lastThread = Thread.currentThread();
        return text;
    }

    /** Declared, undeclared, or found. */
    @Override
    public String find(long id) throws NotFound, Refused {
        if (id == 0) {
            throw new NotFound(id, "none");
        }
        if (id < 0) {
            throw new Refused("negative");
        }
        return "found " + id;
    }

    @Override
    public String crash(String text) throws TException {
        switch (text) {
            case "error" -> throw new StackOverflowError("secret");
            case "linkage" -> throw new NoClassDefFoundError("secret");
            case "application" -> throw new TApplicationException(TApplicationException.UNKNOWN_METHOD, "secret");
            case "exception" -> throw new TException("secret");
            case "interrupt" -> {
                Thread.currentThread().interrupt();
                return text;
            }
            default -> throw new IllegalStateException("secret");
        }
    }

    @Override
    public Item broken() {
        return new Item().setId(1).setTags(Arrays.asList("begun", null));
    }

    @Override
    public @Nullable String absent() {
        return null;
    }

    @Override
    public long execute(String key) throws TException {
        mostExecuting.accumulateAndGet(executing.incrementAndGet(), Math::max);
        try {
            mayAnswer.await();
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new TException(ex);
        } finally {
            executing.decrementAndGet();
        }
        return executions.incrementAndGet();
    }

    @Override
    public void fire(String text) {
        fired.add(text);
        if (text.equals("crash")) {
            throw new IllegalStateException("secret");
        }
    }
}
