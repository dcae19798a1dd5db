package io.thriftboot.server;

import io.thriftboot.server.ConnectionStats.State;
import io.thriftboot.transport.BadFrameException;
import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.WireFormat;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.Principal;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What libthrift calls for each message of a connection: takes one message from the wire and puts its reply on it. */
final class ConnectionProcessor implements TProcessor, CountedMessages {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServer.class);

    private final Serving serving;
    private final Connection connection;
    private final Connection.Wire wire;
    private final MessageOutput output;
    private final TProtocol out;
    private @Nullable TTransport compressed;
    private @Nullable MessageInput input;
    private @Nullable TProtocol in;
    private @Nullable NotExecuted refusal;
    private boolean ended;
    private long nanosWaited;

    ConnectionProcessor(Serving serving, Connection connection, Connection.Wire wire) {
        this.serving = serving;
        this.connection = connection;
        this.wire = wire;
        this.output = format().output();
        this.out = format().protocolOver(output);
    }

    private WireFormat format() {
        return serving.options().wireFormat();
    }

    /** The protocols that libthrift made are left alone: ours have limits and can be begun anew. */
    @Override
    public void process(TProtocol libthriftIn, TProtocol libthriftOut) throws TException {
        boolean goesOn = false;
        try {
            processNext(libthriftIn.getTransport(), libthriftOut.getTransport());
            goesOn = true;
        } catch (Error ex) {
            // Some of libthrift's threads would end by it, and with them the server.
            logger.error(
                    "{} {}: a call failed, its connection is closed",
                    serving.options().name(),
                    peer(),
                    ex);
            throw new TTransportException(TTransportException.END_OF_FILE, ex);
        } finally {
            if (!goesOn && compressed != null) {
                compressed.close();
            }
        }
    }

    private MessageInput begin(TTransport from) {
        TTransport stream = format().over(from);
        compressed = stream == from ? null : stream;
        connection.served();
        return format().input(stream);
    }

    private void processNext(TTransport from, TTransport to) throws TException {
        if (input == null) {
            input = begin(from);
        }
        // The non-blocking models say so when a frame is whole, and queue it then.
        nanosWaited = connection.state() == State.CALLING ? connection.nanosInState() : 0;
        if (ended || !receive(input)) {
            throw new TTransportException(TTransportException.END_OF_FILE, "the connection has ended");
        }
        refusal = whyNotNow();
        if (!answer(input)) {
            in = null;
            if (!format().transport().isFramed()) {
                end();
            }
        }
        // An interrupt was for the call that is over. Left set, it would close the channel on the next read or write.
        Thread.interrupted();
        send(compressed == null ? to : compressed);
    }

    private boolean receive(MessageInput messages) throws TException {
        try {
            if (!messages.begin()) {
                return false;
            }
        } catch (TTransportException ex) {
            if (isPeersFault(ex)) {
                complain(ProtocolError.NO_MESSAGE, ex.getMessage());
            }
            return false;
        }
        serving.connections().received(connection);
        if (!wire.isOpen()) {
            return false;
        }
        if (format().transport().isFramed()) {
            connection.calling();
        }
        return true;
    }

    private static boolean isPeersFault(TTransportException ex) {
        return ex.getType() == TTransportException.CORRUPTED_DATA
                || ex.getType() == TTransportException.MESSAGE_SIZE_LIMIT;
    }

    private void complain(ProtocolError kind, @Nullable String what) {
        protocolError(kind);
        serving.peerLog().warn("{} {}: {}", serving.options().name(), peer(), what);
    }

    private @Nullable NotExecuted whyNotNow() {
        if (connection.isTooLate()) {
            connection.tellToLeave();
            return NotExecuted.SHUTTING_DOWN;
        }
        if (CallExecutor.isOverflowing()) {
            serving.counters().reached(ServerLimit.QUEUE);
            return NotExecuted.QUEUE;
        }
        return null;
    }

    /** Whether the next message can be read after this one. */
    private boolean answer(MessageInput message) throws TException {
        if (in == null) {
            in = format().protocolOver(message);
        }
        int firstBytes = firstBytes(message);
        boolean wholeRead = false;
        try {
            wholeRead = serving.processor().answer(in, out, this);
        } catch (TException | RuntimeException ex) {
            RequestDecoder.throwIfDisconnected(ex);
            complain(
                    ProtocolError.NO_MESSAGE,
                    "not a message of " + format() + " (" + ex.getMessage() + "); "
                            + BadFrameException.looksLike(firstBytes));
            output.reset();
            end();
        } finally {
            int leftOver = message.end();
            if (wholeRead && leftOver > 0) {
                complain(ProtocolError.LEFT_OVER, leftOver + " bytes after a message (expected: none)");
            }
        }
        return wholeRead;
    }

    /** Nothing after this can be understood, neither what is still to come nor what has come already. */
    private void end() {
        ended = true;
        wire.endInput();
    }

    private static int firstBytes(MessageInput message) {
        return message.getBytesRemainingInBuffer() < Integer.BYTES
                ? 0
                : ByteBuffer.wrap(message.getBuffer()).getInt(message.getBufferPosition());
    }

    private void send(TTransport to) throws TTransportException {
        if (output.size() == 0) {
            connection.idle();
            return;
        }
        connection.writing();
        output.sendTo(to);
        output.reset();
    }

    @Override
    public @Nullable SocketAddress peer() {
        return connection.peer();
    }

    @Override
    public long nanosWaited() {
        return nanosWaited;
    }

    @Override
    public boolean isFramed() {
        return format().transport().isFramed();
    }

    @Override
    public @Nullable Principal principal() {
        return connection.principal();
    }

    @Override
    public @Nullable NotExecuted refusal() {
        return refusal;
    }

    @Override
    public void messageBegins(boolean replyExpected) {
        CountedMessages.super.messageBegins(replyExpected);
        connection.messageIsRead(format().protocol(), format().transport().isFramed());
    }

    @Override
    public void callBegins() {
        connection.calling();
        CountedMessages.super.callBegins();
    }

    @Override
    public void unreadable(String why) {
        complain(ProtocolError.HEADER, why);
        end();
    }

    @Override
    public ServerCounters counters() {
        return serving.counters();
    }
}
