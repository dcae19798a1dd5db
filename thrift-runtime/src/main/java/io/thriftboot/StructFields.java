package io.thriftboot;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.thrift.TBase;
import org.apache.thrift.TFieldIdEnum;
import org.apache.thrift.meta_data.FieldMetaData;
import org.apache.thrift.meta_data.FieldValueMetaData;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** The fields of generated structs by reflection-free access: the one place that needs libthrift's raw types. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class StructFields {

    private StructFields() {}

    /** The fields of a struct in the order of the IDL. */
    static List<TFieldIdEnum> of(TBase<?, ?> struct) {
        return List.copyOf(metaData(struct).keySet());
    }

    /** The first field with an annotation of this name, {@code null} if none has it or the generated code does not tell. */
    static @Nullable TFieldIdEnum annotated(TBase<?, ?> struct, String annotation) {
        for (Map.Entry<TFieldIdEnum, FieldMetaData> field : metaData(struct).entrySet()) {
            Map<String, String> annotations = field.getValue().getFieldAnnotations();
            String value = annotations == null ? null : annotations.get(annotation);
            if (value != null && !"false".equalsIgnoreCase(value)) {
                return field.getKey();
            }
        }
        return null;
    }

    static boolean isText(TBase<?, ?> struct, TFieldIdEnum field) {
        FieldValueMetaData type = Objects.requireNonNull(metaData(struct).get(field)).valueMetaData;
        return type.type == TType.STRING && !type.isBinary();
    }

    private static Map<TFieldIdEnum, FieldMetaData> metaData(TBase<?, ?> struct) {
        Class type = struct.getClass();
        return FieldMetaData.getStructMetaDataMap(type);
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
