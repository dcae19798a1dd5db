package io.thriftboot.spring;

import io.thriftboot.spring.testapi.UserNotFound;
import io.thriftboot.spring.testapi.UserService;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;

/** A handler of the test's service, which names users after itself. Not annotated: the tests export it in their own ways. */
public class Users implements UserService.Iface {

    private final String prefix;
    public final AtomicInteger touched = new AtomicInteger();
    public final CountDownLatch entered = new CountDownLatch(1);
    public final CountDownLatch release = new CountDownLatch(1);

    public Users() {
        this("user");
    }

    public Users(String prefix) {
        this.prefix = prefix;
    }

    @Override
    public String ping(String text) {
        if (text.equals("wait")) {
            entered.countDown();
            await(release);
        }
        return text;
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException ex) {
            throw new IllegalStateException(ex);
        }
    }

    @Override
    public String name(long id) throws UserNotFound {
        if (id < 0) {
            throw new UserNotFound(id);
        }
        return prefix + id;
    }

    @Override
    public void touch(long id) {
        touched.incrementAndGet();
    }
}
