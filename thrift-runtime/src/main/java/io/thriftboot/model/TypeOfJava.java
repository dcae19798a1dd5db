package io.thriftboot.model;

import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.apache.thrift.TEnum;
import org.apache.thrift.protocol.TType;

/** What the wire has for values of a Java type. */
final class TypeOfJava {

    private static final Map<Class<?>, Byte> SIMPLE = Map.of(
            Boolean.class, TType.BOOL,
            Byte.class, TType.BYTE,
            Short.class, TType.I16,
            Integer.class, TType.I32,
            Long.class, TType.I64,
            Double.class, TType.DOUBLE,
            UUID.class, TType.UUID,
            List.class, TType.LIST,
            Set.class, TType.SET,
            Map.class, TType.MAP);

    private TypeOfJava() {}

    static byte wireType(Type java) {
        Type raw = java instanceof ParameterizedType generic ? generic.getRawType() : java;
        Byte known = raw instanceof Class<?> type ? SIMPLE.get(type) : null;
        if (known != null) {
            return known;
        }
        if (raw instanceof Class<?> type && ModelReader.isGenerated(type)) {
            return TEnum.class.isAssignableFrom(type) ? TType.ENUM : TType.STRUCT;
        }
        return TType.STRING;
    }
}
