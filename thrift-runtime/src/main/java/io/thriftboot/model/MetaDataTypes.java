package io.thriftboot.model;

import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.apache.thrift.meta_data.EnumMetaData;
import org.apache.thrift.meta_data.FieldMetaData;
import org.apache.thrift.meta_data.FieldValueMetaData;
import org.apache.thrift.meta_data.ListMetaData;
import org.apache.thrift.meta_data.MapMetaData;
import org.apache.thrift.meta_data.SetMetaData;
import org.apache.thrift.meta_data.StructMetaData;
import org.apache.thrift.protocol.TType;
import org.jspecify.annotations.Nullable;

/** The types that generated metadata names, and a list of the classes still to be read. */
final class MetaDataTypes {

    private final Names names = new Names();
    private final Set<Class<?>> seen = new HashSet<>();
    private final Deque<Class<?>> unread = new ArrayDeque<>();

    /** A class that is named by a type, {@code null} if all have been given. */
    @Nullable
    Class<?> next() {
        return unread.poll();
    }

    String nameOf(Class<?> type) {
        return names.of(type.getSimpleName(), type.getName());
    }

    /** The type of a field. */
    ModelType of(Class<?> struct, FieldMetaData field) {
        return of(field.valueMetaData, javaType(struct, field.fieldName));
    }

    /**
     * Older compilers write only the name of a typedef, or of the struct itself, where HEAD has the class: then the Java type
     * tells.
     */
    private ModelType of(FieldValueMetaData value, @Nullable Type java) {
        if (value instanceof StructMetaData struct) {
            return struct(struct.structClass);
        }
        if (value instanceof EnumMetaData of) {
            return enumeration(of.enumClass);
        }
        if (value instanceof ListMetaData list) {
            return new ModelType.OfList(of(list.elemMetaData, argument(java, 0)));
        }
        if (value instanceof SetMetaData set) {
            return new ModelType.OfSet(of(set.elemMetaData, argument(java, 0)));
        }
        if (value instanceof MapMetaData map) {
            return new ModelType.OfMap(
                    of(map.keyMetaData, argument(java, 0)), of(map.valueMetaData, argument(java, 1)));
        }
        return isPlain(value.type) ? base(value, java) : fromJava(java, value);
    }

    private static boolean isPlain(byte type) {
        return type != TType.STRUCT
                && type != TType.LIST
                && type != TType.SET
                && type != TType.MAP
                && type != TType.ENUM;
    }

    private ModelType base(FieldValueMetaData value, @Nullable Type java) {
        return switch (value.type) {
            case TType.BOOL -> ModelType.Base.BOOL;
            case TType.BYTE -> ModelType.Base.I8;
            case TType.I16 -> ModelType.Base.I16;
            case TType.I32 -> ModelType.Base.I32;
            case TType.I64 -> ModelType.Base.I64;
            case TType.DOUBLE -> ModelType.Base.DOUBLE;
            case TType.UUID -> ModelType.Base.UUID;
            case TType.STRING -> value.isBinary() || isBytes(java) ? ModelType.Base.BINARY : ModelType.Base.STRING;
            default -> ModelType.Base.VOID;
        };
    }

    private static boolean isBytes(@Nullable Type java) {
        return java == ByteBuffer.class || java == byte[].class;
    }

    private ModelType fromJava(@Nullable Type java, FieldValueMetaData value) {
        if (java instanceof Class<?> type && ModelReader.isGenerated(type)) {
            return type.isEnum() ? enumeration(type) : struct(type);
        }
        Type first = argument(java, 0);
        Type second = argument(java, 1);
        if (first != null && value.type == TType.MAP && second != null) {
            return new ModelType.OfMap(boxed(first), boxed(second));
        }
        if (first != null) {
            return value.type == TType.SET ? new ModelType.OfSet(boxed(first)) : new ModelType.OfList(boxed(first));
        }
        throw new IllegalArgumentException("field of type " + value.getTypedefName()
                + ": its class is not known (expected: in the metadata, or the type of a field or getter)");
    }

    private ModelType boxed(Type java) {
        byte type = TypeOfJava.wireType(java);
        return of(new FieldValueMetaData(type, isBytes(java)), java);
    }

    private ModelType struct(Class<?> type) {
        found(type);
        return new ModelType.OfStruct(nameOf(type));
    }

    private ModelType enumeration(Class<?> type) {
        found(type);
        return new ModelType.OfEnum(nameOf(type));
    }

    private void found(Class<?> type) {
        if (seen.add(type)) {
            unread.add(type);
        }
    }

    private static @Nullable Type argument(@Nullable Type type, int index) {
        return type instanceof ParameterizedType generic && generic.getActualTypeArguments().length > index
                ? generic.getActualTypeArguments()[index]
                : null;
    }

    /** Of the field of that name, or of its getter, since unions have no fields. */
    private static @Nullable Type javaType(Class<?> struct, String name) {
        AnnotatedElement member = Arrays.stream(struct.getDeclaredFields())
                .filter(field -> field.getName().equals(name))
                .map(AnnotatedElement.class::cast)
                .findFirst()
                .or(() -> Arrays.stream(struct.getMethods())
                        .filter(method -> method.getParameterCount() == 0
                                && method.getName().equalsIgnoreCase("get" + name))
                        .map(AnnotatedElement.class::cast)
                        .findFirst())
                .orElse(null);
        if (member instanceof Field field) {
            return field.getGenericType();
        }
        return member instanceof Method method ? method.getGenericReturnType() : null;
    }
}
