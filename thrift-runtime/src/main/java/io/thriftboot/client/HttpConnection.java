package io.thriftboot.client;

import io.thriftboot.Deadline;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.TlsProblem;
import io.thriftboot.transport.WireFormat;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodySubscribers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/** Posts each call as the body of a request; the response's body is the reply. Bodies have no layered transport. */
final class HttpConnection extends Connection {

    private static final String THRIFT = "application/x-thrift";
    private static final int OK = 200;

    private final HttpClient client;
    private final URI uri;
    private final WireFormat format;
    private boolean sentAny;
    private byte[] reply = {};

    HttpConnection(HttpClient client, URI uri, WireFormat format) {
        this.client = client;
        this.uri = uri;
        this.format = format.with(format.protocol(), LayeredTransport.BUFFERED);
    }

    /** The JDK's client replaces connections that have ended. */
    @Override
    boolean isReady() {
        return true;
    }

    /** A peer that does not understand the call says so with a status. */
    @Override
    boolean answered() {
        return true;
    }

    @Override
    boolean sentAny() {
        return sentAny;
    }

    /** Sends the call and receives the response, also of a oneway method: its status says whether the call has arrived. */
    @Override
    void send(EncodedCall call) throws TTransportException {
        sentAny = false;
        checkMayBegin(call.deadline());
        long begin = System.nanoTime();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .setHeader("Content-Type", THRIFT)
                .setHeader("Accept", THRIFT)
                .POST(BodyPublishers.ofByteArray(call.message().toByteArray()));
        HttpFields.add(SentHeaders.of(call.context()), request);
        HttpResponse<byte[]> response = await(client.sendAsync(request.build(), this::body), call.deadline(), begin);
        if (response.statusCode() != OK) {
            throw new TTransportException("status " + response.statusCode() + " (expected: " + OK + ")");
        }
        call.context().received(HttpFields.of(response.headers()));
        reply = response.body();
    }

    /** A call that is over, or that nobody can wait for, is not sent. */
    private static void checkMayBegin(Deadline deadline) throws TTransportException {
        if (deadline.isExpired()) {
            throw new TTransportException(TTransportException.TIMED_OUT, "timed out before it was sent");
        }
        if (Thread.currentThread().isInterrupted()) {
            throw new TTransportException("interrupted before it was sent");
        }
    }

    private HttpResponse.BodySubscriber<byte[]> body(HttpResponse.ResponseInfo response) {
        return response.statusCode() == OK
                ? new BoundedBody(format.limits().maxMessageSize())
                : BodySubscribers.replacing(new byte[0]);
    }

    /** Nothing is known of what has left, unless there was no connection. */
    private HttpResponse<byte[]> await(CompletableFuture<HttpResponse<byte[]>> response, Deadline deadline, long begin)
            throws TTransportException {
        sentAny = true;
        try {
            return response.get(deadline.remainingNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException ex) {
            Duration elapsed = Duration.ofNanos(System.nanoTime() - begin);
            throw new TTransportException(
                    TTransportException.TIMED_OUT, "timed out " + elapsed.toMillis() + "ms after sending began");
        } catch (InterruptedException ex) {
            Thread.currentThread().interrupt();
            throw new TTransportException("interrupted", ex);
        } catch (ExecutionException ex) {
            throw failed(ex.getCause() == null ? ex : ex.getCause());
        } finally {
            // Of no effect on a response that is there; otherwise the connection is closed.
            response.cancel(true);
        }
    }

    private TTransportException failed(Throwable cause) {
        TTransportException known = find(TTransportException.class, cause);
        if (known != null) {
            return known;
        }
        if (find(ConnectException.class, cause) != null) {
            sentAny = false;
            return new TTransportException(
                    cause instanceof HttpTimeoutException
                            ? TTransportException.TIMED_OUT
                            : TTransportException.NOT_OPEN,
                    "cannot connect: " + reason(cause),
                    cause);
        }
        SSLException untrusted = find(SSLException.class, cause);
        if (untrusted != null) {
            sentAny &= !(untrusted instanceof SSLHandshakeException);
            return new TTransportException(
                    TTransportException.NOT_OPEN, "TLS handshake failed: " + TlsProblem.describe(untrusted), cause);
        }
        return new TTransportException("the connection failed: " + reason(cause), cause);
    }

    private static <T> @Nullable T find(Class<T> type, Throwable thrown) {
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (type.isInstance(cause)) {
                return type.cast(cause);
            }
        }
        return null;
    }

    private static String reason(Throwable cause) {
        String text = cause.getMessage();
        return text == null ? cause.getClass().getSimpleName() : text;
    }

    @Override
    Reply receive(EncodedCall call) throws TException {
        MessageInput input = format.input(new TMemoryInputTransport(reply));
        reply = new byte[0];
        if (!input.begin()) {
            throw new TTransportException(TTransportException.END_OF_FILE, "an empty response (expected: a reply)");
        }
        return readReply(format.protocolOver(input), call);
    }

    /** The JDK's client keeps or closes connections as the server wants it. */
    @Override
    void close() {}
}
