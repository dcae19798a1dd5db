package io.thriftboot.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.UUID;
import java.util.stream.Stream;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** What every protocol must do beyond what libthrift's own do. */
class ThriftProtocolTests {

    private static final MessageLimits SMALL = new MessageLimits(1000, 1000, 10, 3, 64);

    private final TMemoryBuffer memory;

    ThriftProtocolTests() throws TException {
        memory = new TMemoryBuffer(64);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenAListOfUuidsIsWrittenItCanBeRead(ThriftProtocol choice) throws TException {
        TProtocol protocol = choice.over(memory, MessageLimits.DEFAULT, true);
        UUID uuid = UUID.fromString("00112233-4455-6677-8899-aabbccddeeff");
        protocol.writeListBegin(new TList(TType.UUID, 1));
        protocol.writeUuid(uuid);
        protocol.writeListEnd();

        assertThat(protocol.readListBegin().size).isOne();
        assertThat(protocol.readUuid()).isEqualTo(uuid);
    }

    static Stream<Arguments> protocolsAndBuffers() {
        byte[] around = {9, 1, 2, 3, 9};
        ByteBuffer sliced = ByteBuffer.wrap(around, 1, 3).slice();
        ByteBuffer direct = ByteBuffer.allocateDirect(3).put(around, 1, 3).flip();
        return Stream.of(ThriftProtocol.BINARY, ThriftProtocol.COMPACT, ThriftProtocol.JSON)
                .flatMap(choice -> Stream.of(sliced, direct, sliced.asReadOnlyBuffer(), ByteBuffer.wrap(around, 1, 3))
                        .map(buffer -> Arguments.of(choice, buffer.duplicate())));
    }

    @ParameterizedTest
    @MethodSource("protocolsAndBuffers")
    void whenABufferIsSlicedDirectOrReadOnlyItIsWrittenWhole(ThriftProtocol choice, ByteBuffer value)
            throws TException {
        TProtocol protocol = choice.over(memory, MessageLimits.DEFAULT, true);
        protocol.writeBinary(value);

        assertThat(protocol.readBinary()).isEqualTo(ByteBuffer.wrap(new byte[] {1, 2, 3}));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenAStringIsLongerThanTheLimitItIsRefused(ThriftProtocol choice) throws TException {
        choice.over(memory, MessageLimits.DEFAULT, true).writeString("12345678901");

        assertThatExceptionOfType(TProtocolException.class)
                .isThrownBy(() -> choice.over(memory, SMALL, true).readString())
                .satisfies(thrown -> assertThat(thrown.getType()).isEqualTo(TProtocolException.SIZE_LIMIT));
    }

    @ParameterizedTest
    @EnumSource(
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenAContainerHasMoreElementsThanTheLimitItIsRefused(ThriftProtocol choice) throws TException {
        TProtocol writer = choice.over(memory, MessageLimits.DEFAULT, true);
        writer.writeListBegin(new TList(TType.BOOL, 4));
        for (int i = 0; i < 4; i++) {
            writer.writeBool(true);
        }
        writer.writeListEnd();

        assertThatExceptionOfType(TProtocolException.class)
                .isThrownBy(() -> choice.over(memory, SMALL, true).readListBegin())
                .satisfies(thrown -> assertThat(thrown.getType()).isEqualTo(TProtocolException.SIZE_LIMIT));
    }

    static Stream<Arguments> malformedJson() {
        return Stream.of(
                Arguments.of("1.2.3", (Reading) TProtocol::readDouble),
                Arguments.of("\"0011\"", (Reading) TProtocol::readUuid),
                Arguments.of("\"\\u9999\"", (Reading) TProtocol::readString));
    }

    @ParameterizedTest
    @MethodSource("malformedJson")
    void whenJsonIsMalformedTheExceptionIsAProtocolException(String text, Reading reading) throws TException {
        memory.write((text + " ").getBytes(StandardCharsets.UTF_8));
        TProtocol protocol = ThriftProtocol.JSON.over(memory, MessageLimits.DEFAULT, true);

        assertThatExceptionOfType(TProtocolException.class).isThrownBy(() -> reading.read(protocol));
    }

    /** Reads one value. */
    interface Reading {
        Object read(TProtocol protocol) throws TException;
    }
}
