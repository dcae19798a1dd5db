package io.thriftboot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.thrift.TException;
import org.apache.thrift.TSerializer;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.junit.jupiter.api.Test;

class MessageTests {

    private static final int FRAME_LENGTH = 4;

    @Test
    void textHas128Bytes() {
        assertThat(Items.TEXT).hasSize(128);
    }

    @Test
    void messageWithStructHas192Bytes() throws TException {
        assertThat(Message.STRUCT.request()).hasSize(FRAME_LENGTH + 192);
    }

    @Test
    void everyItemOfTheListHasTheSameSize() throws TException {
        TSerializer serializer = new TSerializer(new TBinaryProtocol.Factory());
        assertThat(Items.LIST).hasSize(50);
        for (var item : Items.LIST) {
            assertThat(serializer.serialize(item)).hasSize(170);
        }
    }
}
