package io.thriftboot.client;

import java.util.Arrays;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.protocol.TMessage;
import org.apache.thrift.protocol.TMessageType;
import org.jspecify.annotations.Nullable;

/** A server that does with each request of {@code echo} what its argument says, {@code fault:number}, and echoes otherwise. */
final class ChaosScript implements FakeServer.Script {

    /** What the server can be asked for. */
    enum Fault {
        CRASH,
        PROTOCOL_ERROR,
        REFUSE,
        LEAVE,
        WRONG_SEQID,
        WRONG_NAME,
        WRONG_TYPE,
        GARBAGE,
        NO_FRAME,
        HALF_A_REPLY,
        TWO_REPLIES,
        TRAILING_BYTE,
        CLOSE,
        RESET,
        ANSWER_AND_CLOSE,
        SILENCE
    }

    private static final int QUICK = Fault.SILENCE.ordinal();

    /** What goes wrong in a call of this number: every twentieth has a fault, and few must wait for their deadline. */
    static @Nullable Fault fault(int number) {
        if (number % 2_500 == 0) {
            return Fault.SILENCE;
        }
        return number % 20 == 0 ? Fault.values()[number / 20 % QUICK] : null;
    }

    @Override
    public void play(FakeConnection connection) throws Exception {
        while (true) {
            FakeConnection.EchoRequest request = connection.receiveEcho();
            String[] words = request.text().split(":", 2);
            if (Arrays.stream(Fault.values()).noneMatch(fault -> fault.name().equals(words[0]))) {
                connection.answer(request.header(), request.text());
            } else if (!commit(Fault.valueOf(words[0]), connection, request)) {
                return;
            }
        }
    }

    /** Returns whether the connection goes on. */
    private static boolean commit(Fault fault, FakeConnection connection, FakeConnection.EchoRequest request)
            throws Exception {
        TMessage header = request.header();
        byte[] reply = FakeConnection.frame(
                header.name, TMessageType.REPLY, header.seqid, FakeConnection.result(request.text()));
        switch (fault) {
            case CRASH -> connection.fail(header, TApplicationException.INTERNAL_ERROR, "crash");
            case PROTOCOL_ERROR -> connection.fail(header, TApplicationException.PROTOCOL_ERROR, "what?");
            case REFUSE -> connection.answerNotExecuted(header, "full");
            case LEAVE -> connection.answerNotExecuted(header, "shutting down");
            case WRONG_SEQID -> connection.answer(new TMessage(header.name, header.type, header.seqid + 1), "wrong");
            case WRONG_NAME -> connection.answer(new TMessage("other", header.type, header.seqid), "wrong");
            case WRONG_TYPE ->
                connection.send(
                        FakeConnection.frame(header.name, TMessageType.CALL, header.seqid, FakeConnection.result("")));
            case GARBAGE -> connection.send(new byte[] {0, 0, 0, 3, 9, 9, 9});
            case NO_FRAME -> connection.send(Arrays.copyOfRange(reply, 4, reply.length));
            case HALF_A_REPLY -> connection.send(Arrays.copyOf(reply, reply.length / 2));
            case TWO_REPLIES -> connection.send(twice(reply));
            case TRAILING_BYTE -> connection.send(longer(reply));
            case RESET -> connection.reset();
            case ANSWER_AND_CLOSE -> connection.send(reply);
            case SILENCE -> connection.awaitClose();
            case CLOSE -> {}
        }
        return fault.compareTo(Fault.CLOSE) < 0 && fault != Fault.HALF_A_REPLY;
    }

    private static byte[] twice(byte[] reply) {
        byte[] both = Arrays.copyOf(reply, 2 * reply.length);
        System.arraycopy(reply, 0, both, reply.length, reply.length);
        return both;
    }

    private static byte[] longer(byte[] reply) {
        byte[] longer = Arrays.copyOf(reply, reply.length + 1);
        longer[3]++;
        return longer;
    }
}
