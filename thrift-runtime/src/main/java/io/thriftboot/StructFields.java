package io.thriftboot;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.apache.thrift.TBase;
import org.apache.thrift.TFieldIdEnum;
import org.apache.thrift.meta_data.FieldMetaData;
import org.jspecify.annotations.Nullable;

/** The fields of generated structs by reflection-free access: the one place that needs libthrift's raw types. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class StructFields {

    private StructFields() {}

    /** The fields of a struct in the order of the IDL. */
    static List<TFieldIdEnum> of(TBase<?, ?> struct) {
        Class type = struct.getClass();
        Map<TFieldIdEnum, FieldMetaData> metaData = FieldMetaData.getStructMetaDataMap(type);
        return List.copyOf(metaData.keySet());
    }

    static boolean isSet(TBase struct, TFieldIdEnum field) {
        return struct.isSet(field);
    }

    /** The value as the generated {@code Iface} has it: the field access gives binary as an array, a method takes a buffer. */
    static @Nullable Object get(TBase struct, TFieldIdEnum field) {
        Object value = struct.isSet(field) ? struct.getFieldValue(field) : null;
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
    }

    static void set(TBase struct, TFieldIdEnum field, @Nullable Object value) {
        struct.setFieldValue(field, value);
    }
}
