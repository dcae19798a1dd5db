package io.thriftboot.server;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.BadFrameException;
import io.thriftboot.transport.MessageWindow;
import io.thriftboot.transport.ReceiveBuffer;
import java.net.SocketAddress;
import java.security.Principal;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;

/**
 * Reads the requests of a connection out of what has arrived on it, and counts what becomes of them. Complains of what is no
 * request; nothing that follows such a thing can be understood.
 */
final class RequestReader implements CountedMessages {

    private final Serving serving;
    private final Connection connection;
    private final ReceiveBuffer received;
    private final BooleanSupplier peerGone;
    private boolean ended;

    RequestReader(Serving serving, Connection connection, BooleanSupplier peerGone) {
        this.peerGone = peerGone;
        this.serving = serving;
        this.connection = connection;
        this.received = new ReceiveBuffer(serving.options().wireFormat(), serving.receiveMemory());
    }

    /** What has arrived. */
    ReceiveBuffer received() {
        return received;
    }

    /** How the message that was read last is encoded, and so is its reply. */
    ThriftProtocol protocol() {
        return received.protocol();
    }

    /** Whether no further request can be read. */
    boolean hasEnded() {
        return ended;
    }

    /** The next request; {@code null} if none has arrived whole, or what has arrived is none. */
    @Nullable
    Request next(Codec codec) {
        if (ended) {
            return null;
        }
        try {
            return switch (received.next(codec.window())) {
                case INCOMPLETE -> null;
                case MESSAGE -> read(codec);
                case BROKEN -> readBroken(codec);
                case TOO_LARGE -> readTooLarge(codec);
                case NO_MEMORY -> readWithoutMemory(codec);
            };
        } catch (TTransportException ex) {
            end(ex.getMessage());
            return null;
        }
    }

    private @Nullable Request read(Codec codec) {
        connection.calling();
        MessageWindow window = codec.window();
        boolean wholeRead = false;
        try {
            Request request = serving.processor().read(codec.in(protocol()), this);
            wholeRead = request.isWholeRead();
            return request;
        } catch (TException | RuntimeException ex) {
            endBecauseOfMessage(ex, window.firstBytes());
            return null;
        } finally {
            int leftOver = window.end();
            if (!wholeRead) {
                codec.renew(protocol());
            } else if (leftOver > 0) {
                complain(ProtocolError.LEFT_OVER, leftOver + " bytes after a message (expected: none)");
            }
        }
    }

    /** Decoding its beginning tells whom to answer. It is not executed, even if decoding finds nothing wrong. */
    private @Nullable Request readBroken(Codec codec) {
        if (received.isAboveLimit()) {
            serving.counters().reached(ServerLimit.MESSAGE_SIZE);
        }
        Request request = read(codec);
        if (request != null && request.isCall()) {
            request.refuse(TApplicationException.PROTOCOL_ERROR, received.problem());
        }
        if (!ended) {
            end(received.problem());
        }
        return request;
    }

    private @Nullable Request readTooLarge(Codec codec) {
        serving.counters().reached(ServerLimit.FRAME_SIZE);
        String problem = "frame: " + received.tooLarge() + " bytes (expected: at most " + received.maxFrameSize() + ")";
        return readBeginning(codec, problem, received.tooLarge(), request -> {
            protocolError(ProtocolError.FRAME_SIZE);
            request.refuse(TApplicationException.PROTOCOL_ERROR, problem);
        });
    }

    private @Nullable Request readWithoutMemory(Codec codec) {
        serving.counters().reached(ServerLimit.RECEIVE_MEMORY);
        String problem = "no room to receive the message (max-receive-memory="
                + serving.receiveMemory().max() + ", used="
                + serving.receiveMemory().used() + ")";
        return readBeginning(
                codec,
                problem,
                codec.window().firstBytes(),
                request -> request.doNotExecute(NotExecuted.RECEIVE_MEMORY, this));
    }

    private @Nullable Request readBeginning(Codec codec, String problem, int firstBytes, Consumer<Request> refusal) {
        connection.calling();
        try {
            Request request = serving.processor().readBeginning(codec.in(protocol()), this);
            refusal.accept(request);
            serving.peerLog().warn("{} {}: {}: {}", serving.options().name(), peer(), request, problem);
            return request;
        } catch (TException | RuntimeException ex) {
            end(problem + "; " + BadFrameException.looksLike(firstBytes));
            return null;
        } finally {
            codec.window().end();
            codec.renew(protocol());
        }
    }

    private void endBecauseOfMessage(Exception ex, int firstBytes) {
        end("not a message of " + serving.options().wireFormat() + " (" + ex.getMessage() + "); "
                + BadFrameException.looksLike(firstBytes));
    }

    private void end(@Nullable String why) {
        end(ProtocolError.NO_MESSAGE, why);
    }

    private void end(ProtocolError kind, @Nullable String why) {
        ended = true;
        complain(kind, why);
    }

    private void complain(ProtocolError kind, @Nullable String what) {
        protocolError(kind);
        serving.peerLog().warn("{} {}: {}", serving.options().name(), peer(), what);
    }

    @Override
    public @Nullable SocketAddress peer() {
        return connection.peer();
    }

    @Override
    public boolean isFramed() {
        return received.isFramed();
    }

    @Override
    public @Nullable Principal principal() {
        return connection.principal();
    }

    @Override
    public BooleanSupplier peerGone() {
        return peerGone;
    }

    @Override
    public boolean interruptsCancelled() {
        return serving.options().interruptCancelled();
    }

    @Override
    public @Nullable NotExecuted refusal() {
        if (connection.isTooLate()) {
            connection.tellToLeave();
            return NotExecuted.SHUTTING_DOWN;
        }
        return null;
    }

    @Override
    public void messageBegins(boolean replyExpected) {
        CountedMessages.super.messageBegins(replyExpected);
        connection.messageIsRead(protocol(), received.isFramed());
    }

    @Override
    public void unreadable(String why) {
        end(ProtocolError.HEADER, why);
    }

    @Override
    public ServerCounters counters() {
        return serving.counters();
    }
}
