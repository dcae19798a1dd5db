package io.thriftboot.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ProtobufMarshallerTests {

    @Test
    void whatIsWrittenIsReadAgain() {
        assertThat(thereAndBack(ProtobufCoding.TEXT, Items.TEXT)).isEqualTo(Items.TEXT);
        assertThat(thereAndBack(ProtobufCoding.ITEM, Items.ITEM)).isEqualTo(Items.ITEM);
        assertThat(thereAndBack(ProtobufCoding.ITEMS, Items.LIST)).isEqualTo(Items.LIST);
    }

    private static <T> T thereAndBack(ProtobufCoding<T> coding, T value) {
        ProtobufMarshaller<T> marshaller = new ProtobufMarshaller<>(coding);
        return marshaller.parse(marshaller.stream(value));
    }
}
