package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.protocol.MessageLimits;
import java.nio.ByteBuffer;
import java.util.Arrays;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;

class MessageOutputTests {

    private static final MessageLimits LIMITS = new MessageLimits(1000, 2000, 1000, 1000, 64);

    private static byte[] sent(MessageOutput output) throws TTransportException {
        ChunkedTransport wire = new ChunkedTransport(new byte[0], 1);
        output.sendTo(wire);
        return wire.written.toByteArray();
    }

    @Test
    void whenFramedTheLengthComesFirst() throws TTransportException {
        MessageOutput output = new MessageOutput(LayeredTransport.FRAMED, LIMITS);
        byte[] message = new byte[900];
        Arrays.fill(message, (byte) 7);
        for (byte value : message) {
            output.write(new byte[] {0, value, 0}, 1, 1);
        }

        byte[] expected = ByteBuffer.allocate(904).putInt(900).put(message).array();
        assertThat(output.size()).isEqualTo(900);
        assertThat(sent(output)).isEqualTo(expected);
        assertThat(sent(output)).as("sent again").isEqualTo(expected);
    }

    @Test
    void whenBufferedThereIsNoLength() throws TTransportException {
        MessageOutput output = new MessageOutput(LayeredTransport.BUFFERED, LIMITS);
        output.write(new byte[] {1, 2, 3});

        assertThat(sent(output)).containsExactly(1, 2, 3);
    }

    @Test
    void whenResetTheNextMessageBeginsAnew() throws TTransportException {
        MessageOutput output = new MessageOutput(LayeredTransport.FRAMED, LIMITS);
        output.write(new byte[] {1, 2, 3});

        output.reset();

        assertThat(output.size()).isZero();
        output.write(new byte[] {4});
        assertThat(sent(output)).containsExactly(0, 0, 0, 1, 4);
    }

    @Test
    void whenTheMessageIsTooLargeItIsRefused() throws TTransportException {
        MessageOutput framed = new MessageOutput(LayeredTransport.FRAMED, LIMITS);
        framed.write(new byte[1000]);

        assertThatThrownBy(() -> framed.write(new byte[1]))
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.MESSAGE_SIZE_LIMIT))
                .hasMessage("message: 1001 bytes or more (expected: at most 1000)");
        MessageOutput buffered = new MessageOutput(LayeredTransport.BUFFERED, LIMITS);
        buffered.write(new byte[2000]);
        assertThatThrownBy(() -> buffered.write(new byte[1])).isInstanceOf(TTransportException.class);
    }

    @Test
    void whenReadItRefuses() {
        assertThatThrownBy(() -> new MessageOutput(LayeredTransport.FRAMED, LIMITS).read(new byte[1], 0, 1))
                .hasMessage("read: 1 bytes (expected: only writes on an output)");
    }
}
