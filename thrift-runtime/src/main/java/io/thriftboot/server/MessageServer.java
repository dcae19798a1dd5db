package io.thriftboot.server;

import io.thriftboot.ThriftContext;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.BadFrameException;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.net.SocketAddress;
import java.nio.ByteBuffer;
import java.security.Principal;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocolException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Serves messages that are brought to it one by one, such as the requests of a web server. It has neither a port nor threads
 * of its own: who brings a message waits for the reply. Limits, counts and the stop are those of a {@link ThriftServer}. A
 * stopped server is replaced by a new one.
 *
 * @since 0.1
 */
public final class MessageServer implements AutoCloseable {

    private static final Logger logger = LoggerFactory.getLogger(MessageServer.class);

    private final ThriftServerOptions options;
    private final ThriftProcessor processor;
    private final ServerCounters counters = new ServerCounters();
    private final RateLimitedLog peerLog = new RateLimitedLog(logger);
    private final Gate gate;

    /**
     * Makes a server that serves at once.
     *
     * @param options its name, wire format and shutdown; it has no use for the others
     * @param processor what it serves
     */
    public MessageServer(ThriftServerOptions options, ThriftProcessor processor) {
        this.options = options;
        this.processor = processor;
        this.gate = new Gate("thrift-" + options.name() + "-gate", options.shutdown());
    }

    /**
     * Who sends a message.
     *
     * @param address where it comes from, {@code null} if that is not known
     * @param principal who it is, as was checked before; {@code null} if nobody has
     * @since 0.1
     */
    public record Client(
            @Nullable SocketAddress address, @Nullable Principal principal) {}

    /** Takes the reply of a message to where it came from. */
    @FunctionalInterface
    public interface Sender {

        /**
         * Sends the reply.
         *
         * @param reply the whole reply, empty if the message has none
         * @param headers names and values that go with it
         * @throws IOException if it cannot be sent
         * @throws TException if it cannot be sent
         */
        void send(MessageOutput reply, Map<String, String> headers) throws IOException, TException;
    }

    /**
     * Answers a message in this thread. A stop waits until its reply is sent.
     *
     * @param message the whole message and nothing else, in an accessible array
     * @param protocol how its values are encoded, and will be those of the reply; {@code AUTO} finds out, and so does
     *     {@code HEADER}, which goes over connections only
     * @param client who sent it
     * @param headers names and values that came with the message, for the handler; not to be changed afterwards
     * @param sender called once, except if this fails
     * @throws TProtocolException if this is no message that can be answered
     * @throws TException if the sender fails
     * @throws IOException if the sender fails
     */
    public void answer(
            ByteBuffer message, ThriftProtocol protocol, Client client, Map<String, String> headers, Sender sender)
            throws TException, IOException {
        boolean inTime = gate.enter();
        try {
            counters.bytesReceived.add(message.remaining());
            WireFormat format = options.wireFormat().with(protocolOf(message, protocol), LayeredTransport.BUFFERED);
            Visit visit = new Visit(client, headers, inTime ? null : NotExecuted.SHUTTING_DOWN);
            MessageOutput reply = reply(message, format, visit);
            counters.bytesSent.add(reply.size());
            sender.send(reply, visit.responseHeaders());
        } finally {
            gate.leave();
        }
    }

    private static ThriftProtocol protocolOf(ByteBuffer message, ThriftProtocol protocol) {
        if (protocol != ThriftProtocol.AUTO && protocol != ThriftProtocol.HEADER) {
            return protocol;
        }
        ThriftProtocol begun = message.hasRemaining() ? ThriftProtocol.of(message.get(message.position())) : null;
        return begun == null || begun == ThriftProtocol.HEADER ? ThriftProtocol.BINARY : begun;
    }

    private MessageOutput reply(ByteBuffer message, WireFormat format, Visit visit) throws TProtocolException {
        MessageInput input = MessageInput.received(message, format.limits());
        MessageOutput output = format.output();
        try {
            if (!input.begin()) {
                throw new TProtocolException(TProtocolException.INVALID_DATA, "0 bytes");
            }
            boolean wholeRead = processor.answer(format.protocolOver(input), format.protocolOver(output), visit);
            int leftOver = input.end();
            if (wholeRead && leftOver > 0) {
                complain(visit, ProtocolError.LEFT_OVER, leftOver + " bytes after a message (expected: none)");
            }
            return output;
        } catch (TException | RuntimeException ex) {
            complain(
                    visit,
                    ProtocolError.NO_MESSAGE,
                    "not a message of " + format.protocol() + " (" + ex.getMessage() + "); "
                            + BadFrameException.looksLike(firstBytes(message)));
            throw new TProtocolException(TProtocolException.INVALID_DATA, "not a Thrift message", ex);
        }
    }

    private static int firstBytes(ByteBuffer message) {
        return message.remaining() < Integer.BYTES ? 0 : message.getInt(message.position());
    }

    private void complain(Visit visit, ProtocolError kind, String what) {
        visit.protocolError(kind);
        peerLog.warn("{} {}: {}", options.name(), visit.peer(), what);
    }

    /**
     * Stops without losing a call: goes on for the quiet period, then answers what still comes with "not executed: shutting
     * down" and waits at most the grace period for running calls and their replies. Calling it again changes nothing.
     *
     * @return {@code true} if all calls finished, {@code false} if the grace period ended first
     */
    public CompletableFuture<Boolean> stop() {
        return gate.close();
    }

    /** Refuses calls from now on, and does not wait for running ones. */
    @Override
    public void close() {
        gate.hurry();
        gate.close().join();
    }

    /**
     * Whether calls are executed.
     *
     * @return {@code true} until it refuses them because it is stopping
     */
    public boolean isRunning() {
        return gate.isOpen();
    }

    /**
     * What the server is doing and has done. It has no connections.
     *
     * @return a snapshot
     */
    public ServerStats stats() {
        return counters.snapshot(0, 0);
    }

    /** One message. */
    private final class Visit implements CountedMessages {

        private final Client client;
        private final Map<String, String> headers;
        private final @Nullable NotExecuted refusal;
        private @Nullable ThriftContext context;

        Visit(Client client, Map<String, String> headers, @Nullable NotExecuted refusal) {
            this.client = client;
            this.headers = headers;
            this.refusal = refusal;
        }

        Map<String, String> responseHeaders() {
            return context == null ? Map.of() : context.responseHeaders();
        }

        @Override
        public Map<String, String> headers() {
            return headers;
        }

        @Override
        public void callBegins(ThriftContext called) {
            context = called;
            callBegins();
        }

        @Override
        public @Nullable SocketAddress peer() {
            return client.address();
        }

        @Override
        public @Nullable Principal principal() {
            return client.principal();
        }

        @Override
        public @Nullable NotExecuted refusal() {
            return refusal;
        }

        @Override
        public ServerCounters counters() {
            return counters;
        }
    }
}
