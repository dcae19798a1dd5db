package io.thriftboot.test;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.thrift.TBase;
import org.apache.thrift.TFieldIdEnum;
import org.apache.thrift.TFieldRequirementType;
import org.apache.thrift.meta_data.FieldMetaData;
import org.jspecify.annotations.Nullable;

/** Fields of generated structs, without the type parameters that say nothing of a struct that may be any. */
@SuppressWarnings({"unchecked", "rawtypes"})
final class StructFields {

    private StructFields() {}

    /** The fields in the order of the IDL. */
    static List<TFieldIdEnum> of(TBase<?, ?> struct) {
        return List.copyOf(metaData(struct).keySet());
    }

    private static Map<TFieldIdEnum, FieldMetaData> metaData(TBase struct) {
        return FieldMetaData.getStructMetaDataMap(struct.getClass());
    }

    static Optional<TFieldIdEnum> named(TBase<?, ?> struct, String name) {
        return of(struct).stream()
                .filter(field -> field.getFieldName().equals(name))
                .findFirst();
    }

    static boolean isRequired(TBase<?, ?> struct, TFieldIdEnum field) {
        FieldMetaData data = metaData(struct).get(field);
        return data != null && data.requirementType == TFieldRequirementType.REQUIRED;
    }

    /** The value, {@code null} if it is not set. */
    static @Nullable Object get(TBase struct, TFieldIdEnum field) {
        return struct.isSet(field) ? struct.getFieldValue(field) : null;
    }
}
