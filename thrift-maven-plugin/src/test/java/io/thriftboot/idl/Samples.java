package io.thriftboot.idl;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.thrift.TBase;
import org.apache.thrift.TFieldIdEnum;
import org.apache.thrift.TFieldRequirementType;
import org.apache.thrift.TUnion;
import org.apache.thrift.meta_data.EnumMetaData;
import org.apache.thrift.meta_data.FieldMetaData;
import org.apache.thrift.meta_data.FieldValueMetaData;
import org.apache.thrift.meta_data.ListMetaData;
import org.apache.thrift.meta_data.MapMetaData;
import org.apache.thrift.meta_data.SetMetaData;
import org.apache.thrift.meta_data.StructMetaData;
import org.apache.thrift.protocol.TType;

/** Values for the fields of generated structs, found by their metadata. */
final class Samples {

    private static final int DEPTH = 3;

    /** The struct with a value in every field. */
    TBase<?, ?> fill(TBase<?, ?> struct) throws ReflectiveOperationException {
        return fill(struct, 0);
    }

    private TBase<?, ?> fill(TBase<?, ?> struct, int depth) throws ReflectiveOperationException {
        for (Map.Entry<? extends TFieldIdEnum, FieldMetaData> field :
                metaData(struct).entrySet()) {
            // libthrift 0.25.0 cannot read containers of UUIDs: their size is unknown to getMinSerializedSize
            boolean unreadable = field.getKey().getFieldName().equals("uuids");
            boolean leaf = depth >= DEPTH && field.getValue().valueMetaData.isContainer();
            boolean recursive = depth > 0
                    && field.getValue().valueMetaData instanceof StructMetaData
                    && field.getValue().requirementType == TFieldRequirementType.OPTIONAL;
            if (!unreadable && !leaf && !recursive) {
                set(struct, field.getKey(), value(field.getValue().valueMetaData, depth + 1));
            }
        }
        return struct;
    }

    /** The union with each of its fields in turn. */
    List<TBase<?, ?>> unions(TBase<?, ?> union) throws ReflectiveOperationException {
        List<TBase<?, ?>> unions = new ArrayList<>();
        for (TFieldIdEnum field : fields(union)) {
            TBase<?, ?> one = union.getClass().getConstructor().newInstance();
            set(one, field, value(metaData(union).get(field).valueMetaData, 1));
            unions.add(one);
        }
        return unions;
    }

    private Object value(FieldValueMetaData type, int depth) throws ReflectiveOperationException {
        if (type instanceof StructMetaData struct) {
            return struct(struct, depth);
        }
        if (type instanceof EnumMetaData enumType) {
            return enumType.enumClass.getEnumConstants()[1];
        }
        if (type instanceof ListMetaData list) {
            return new ArrayList<>(List.of(value(list.elemMetaData, depth)));
        }
        if (type instanceof SetMetaData set) {
            return new HashSet<>(Set.of(value(set.elemMetaData, depth)));
        }
        if (type instanceof MapMetaData map) {
            return new HashMap<>(Map.of(value(map.keyMetaData, depth), value(map.valueMetaData, depth)));
        }
        return scalar(type);
    }

    private Object struct(StructMetaData type, int depth) throws ReflectiveOperationException {
        TBase<?, ?> struct = (TBase<?, ?>) type.structClass.getConstructor().newInstance();
        if (struct instanceof TUnion) {
            TFieldIdEnum first = fields(struct).get(0);
            set(struct, first, value(metaData(struct).get(first).valueMetaData, depth));
            return struct;
        }
        return fill(struct, depth);
    }

    private static Object scalar(FieldValueMetaData type) {
        return switch (type.type) {
            case TType.BOOL -> true;
            case TType.BYTE -> (byte) -7;
            case TType.I16 -> (short) 1600;
            case TType.I32 -> -320_000;
            case TType.I64 -> 64_000_000_000L;
            case TType.DOUBLE -> 0.25;
            case TType.UUID -> new UUID(1, 2);
            default -> type.isBinary() ? ByteBuffer.wrap(new byte[] {0, -1, 1}) : "text é 緑";
        };
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<? extends TFieldIdEnum, FieldMetaData> metaData(TBase struct) {
        return FieldMetaData.getStructMetaDataMap(struct.getClass());
    }

    FieldMetaData metaData(TBase<?, ?> struct, String field) {
        return metaData(struct).get(field(struct, field));
    }

    List<TFieldIdEnum> fields(TBase<?, ?> struct) {
        return new ArrayList<>(metaData(struct).keySet());
    }

    List<TFieldIdEnum> setFields(TBase<?, ?> struct) {
        return fields(struct).stream()
                .filter(field -> isSet(struct, field.getFieldName()))
                .toList();
    }

    private TFieldIdEnum field(TBase<?, ?> struct, String name) {
        return fields(struct).stream()
                .filter(field -> field.getFieldName().equals(name))
                .findFirst()
                .orElseThrow();
    }

    /** Whether a field is compared even if it is not set: a primitive that is not optional. */
    boolean isAlwaysCompared(TBase<?, ?> struct, TFieldIdEnum field) {
        FieldMetaData data = metaData(struct).get(field);
        byte type = data.valueMetaData.type;
        return data.requirementType != TFieldRequirementType.OPTIONAL
                && List.of(TType.BOOL, TType.BYTE, TType.I16, TType.I32, TType.I64, TType.DOUBLE)
                        .contains(type);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    boolean isSet(TBase struct, String field) {
        return struct.isSet(field(struct, field));
    }

    void unset(TBase<?, ?> struct, TFieldIdEnum field) {
        set(struct, field, null);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    void set(TBase struct, TFieldIdEnum field, Object value) {
        struct.setFieldValue(field, value);
    }

    void set(TBase<?, ?> struct, String field, Object value) {
        set(struct, field(struct, field), value);
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    Object get(TBase struct, String field) {
        return struct.getFieldValue(field(struct, field));
    }
}
