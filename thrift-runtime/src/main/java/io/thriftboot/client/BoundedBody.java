package io.thriftboot.client;

import java.io.ByteArrayOutputStream;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Flow.Subscription;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** The body of a response; it grows as its bytes arrive, up to a limit. */
final class BoundedBody implements BodySubscriber<byte[]> {

    private final int maxSize;
    private final ByteArrayOutputStream received = new ByteArrayOutputStream();
    private final CompletableFuture<byte[]> whole = new CompletableFuture<>();
    private @Nullable Subscription subscription;

    BoundedBody(int maxSize) {
        this.maxSize = maxSize;
    }

    @Override
    public CompletionStage<byte[]> getBody() {
        return whole;
    }

    @Override
    public void onSubscribe(Subscription newSubscription) {
        subscription = newSubscription;
        newSubscription.request(Long.MAX_VALUE);
    }

    @Override
    public void onNext(List<ByteBuffer> parts) {
        parts.forEach(this::add);
    }

    private void add(ByteBuffer part) {
        if (part.remaining() > maxSize - received.size()) {
            if (subscription != null) {
                subscription.cancel();
            }
            onError(new TTransportException(
                    TTransportException.MESSAGE_SIZE_LIMIT,
                    "response: more than " + maxSize + " bytes (expected: at most " + maxSize + ")"));
            return;
        }
        byte[] bytes = new byte[part.remaining()];
        part.get(bytes);
        received.writeBytes(bytes);
    }

    @Override
    public void onError(Throwable thrown) {
        whole.completeExceptionally(thrown);
    }

    @Override
    public void onComplete() {
        whole.complete(received.toByteArray());
    }
}
