package io.thriftboot.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.protocol.MessageLimits;
import org.apache.thrift.transport.TTransportException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BufferedInputTests {

    private static final MessageLimits LIMITS = new MessageLimits(1, 50_000, 1000, 1000, 64);

    private static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) i;
        }
        return bytes;
    }

    private static BufferedInput input(int length, int chunk) throws TTransportException {
        return new BufferedInput(new ChunkedTransport(bytes(length), chunk), LIMITS);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 7, 5000, 1_000_000})
    void whenMessagesFollowEachOtherEachGetsItsBytes(int chunk) throws TTransportException {
        BufferedInput input = input(70_000, chunk);
        int at = 0;

        for (int length : new int[] {1, 9_999, 40_000, 20_000}) {
            assertThat(input.begin()).isTrue();
            byte[] message = new byte[length];
            input.readAll(message, 0, length);
            for (byte value : message) {
                assertThat(value).isEqualTo((byte) at++);
            }
            assertThat(input.consumed()).isEqualTo(length);
            assertThat(input.end()).isZero();
        }
        assertThat(input.begin()).isFalse();
    }

    @Test
    void whenMoreArrivedThanWasReadItShows() throws TTransportException {
        BufferedInput input = input(10, 100);
        input.begin();
        input.readAll(new byte[4], 0, 4);
        input.end();

        assertThat(input.getBytesRemainingInBuffer()).isEqualTo(6);
    }

    @Test
    void whenAMessageIsTooLargeItIsRefusedBeforeItIsRead() throws TTransportException {
        BufferedInput input = input(60_000, 1_000_000);
        input.begin();
        input.readAll(new byte[20_000], 0, 20_000);

        assertThatThrownBy(() -> input.checkReadBytesAvailable(30_001))
                .isInstanceOfSatisfying(TTransportException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TTransportException.MESSAGE_SIZE_LIMIT))
                .hasMessage("message: 20000 bytes and 30001 more (expected: at most 50000)");
        assertThatThrownBy(() -> input.readAll(new byte[30_001], 0, 30_001)).isInstanceOf(TTransportException.class);
        input.end();
        assertThat(input.begin()).isTrue();
        input.checkReadBytesAvailable(50_000);
    }

    @Test
    void whenThePeerClosesWithinAMessageItFails() throws TTransportException {
        BufferedInput input = input(10, 3);
        input.begin();

        assertThatThrownBy(() -> input.readAll(new byte[11], 0, 11))
                .isInstanceOf(TTransportException.class)
                .hasMessage("the peer closed the connection within a message");
    }

    @Test
    void whenALengthIsAnnouncedMemoryGrowsWithWhatArrives() throws TTransportException {
        MessageLimits large = new MessageLimits(1, 50_000_000, 1000, 1000, 64);
        ChunkedTransport wire = new ChunkedTransport(bytes(100_000), 1_000);
        BufferedInput input = new BufferedInput(wire, large);
        input.begin();
        input.readAll(new byte[10], 0, 10);

        assertThatThrownBy(() -> input.checkReadBytesAvailable(40_000_000))
                .hasMessage("the peer closed the connection within a message");

        assertThat(input.getBytesRemainingInBuffer()).isEqualTo(99_990);
        assertThat(input.getBuffer()).hasSizeLessThan(300_000);
        assertThat(wire.largestRead()).isLessThan(300_000);
    }

    @Test
    void whenWhatWasAnnouncedHasArrivedItIsReadAndItsMemoryGivenBack() throws TTransportException {
        MessageLimits large = new MessageLimits(1, 50_000_000, 1000, 1000, 64);
        BufferedInput input = new BufferedInput(new ChunkedTransport(bytes(200_010), 777), large);
        input.begin();
        input.readAll(new byte[5], 0, 5);

        input.checkReadBytesAvailable(200_000);
        assertThat(input.getBytesRemainingInBuffer()).isGreaterThanOrEqualTo(200_000);
        byte[] value = new byte[200_000];
        input.readAll(value, 0, value.length);
        assertThat(value).startsWith(5, 6, 7).endsWith((byte) 200_003, (byte) 200_004);
        assertThat(input.consumed()).isEqualTo(200_005);
        input.readAll(new byte[5], 0, 5);
        input.end();
        assertThat(input.begin()).isFalse();
        assertThat(input.getBuffer()).hasSize(8 << 10);
    }
}
