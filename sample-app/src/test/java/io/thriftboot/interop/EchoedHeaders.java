package io.thriftboot.interop;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.spring.server.ThriftServerInterceptor;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/** Sends the headers of a request back. */
class EchoedHeaders implements ThriftServerInterceptor {

    @Override
    public CompletionStage<@Nullable Object> intercept(ThriftCall call, ThriftInvoker next) {
        call.context().requestHeaders().forEach(call.context()::setResponseHeader);
        return next.invoke(call);
    }
}
