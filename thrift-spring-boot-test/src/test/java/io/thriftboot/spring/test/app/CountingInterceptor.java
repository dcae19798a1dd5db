package io.thriftboot.spring.test.app;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.spring.server.ThriftServerInterceptor;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.stereotype.Component;

/** Counts calls of handlers. */
@Component
public class CountingInterceptor implements ThriftServerInterceptor {

    private final AtomicInteger calls = new AtomicInteger();

    @Override
    public CompletionStage<Object> intercept(ThriftCall call, ThriftInvoker next) {
        calls.incrementAndGet();
        return next.invoke(call);
    }

    /** How many calls there were. */
    public int calls() {
        return calls.get();
    }
}
