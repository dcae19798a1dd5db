package io.thriftboot.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.MessageInput;
import io.thriftboot.transport.MessageOutput;
import io.thriftboot.transport.WireFormat;
import java.io.ByteArrayInputStream;
import java.nio.ByteBuffer;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TIOStreamTransport;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Binary values live longer than the buffer that they were read from. */
class BinaryValueTests {

    @ParameterizedTest
    @CsvSource({
        "BINARY, FRAMED",
        "BINARY, BUFFERED",
        "COMPACT, FRAMED",
        "COMPACT, BUFFERED",
        "JSON, FRAMED",
        "JSON, BUFFERED"
    })
    void whenTheNextMessageIsReadTheValueStays(ThriftProtocol protocol, LayeredTransport transport) throws Exception {
        WireFormat format = WireFormat.DEFAULT.with(protocol, transport);
        TMemoryBuffer sent = new TMemoryBuffer(100);
        for (byte value : new byte[] {1, 2}) {
            MessageOutput output = format.output();
            format.protocolOver(output).writeBinary(ByteBuffer.wrap(new byte[] {value, value, value}));
            output.sendTo(sent);
        }
        MessageInput input =
                format.input(new TIOStreamTransport(new ByteArrayInputStream(sent.getArray(), 0, sent.length())));
        TProtocol reader = format.protocolOver(input);

        input.begin();
        ByteBuffer first = reader.readBinary();
        input.end();
        input.begin();
        reader.reset();
        ByteBuffer second = reader.readBinary();
        input.end();

        assertThat(first).isEqualTo(ByteBuffer.wrap(new byte[] {1, 1, 1}));
        assertThat(second).isEqualTo(ByteBuffer.wrap(new byte[] {2, 2, 2}));
    }
}
