package io.thriftboot.model;

import io.thriftboot.model.ModelType.Base;
import io.thriftboot.model.ModelType.OfEnum;
import io.thriftboot.model.ModelType.OfList;
import io.thriftboot.model.ModelType.OfMap;
import io.thriftboot.model.ModelType.OfSet;
import io.thriftboot.model.ModelType.OfStruct;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Optional;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TProtocolUtil;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TType;

/** Reads Thrift values as JSON text. */
final class ThriftToJson {

    private static final short SUCCESS = 0;

    private final ThriftModel model;
    private final TProtocol in;
    private final StringBuilder json = new StringBuilder();
    private int depth;

    ThriftToJson(ThriftModel model, TProtocol in) {
        this.model = model;
        this.in = in;
    }

    String text() {
        return json.toString();
    }

    /** The first field of a result that is set is its outcome. */
    ThriftJson.Result result(MethodModel method) throws TException {
        String exception = null;
        in.readStructBegin();
        for (TField wire = in.readFieldBegin(); wire.type != TType.STOP; wire = in.readFieldBegin()) {
            ModelType type = resultType(method, wire.id);
            if (exception != null || type.wireType() != wire.type) {
                TProtocolUtil.skip(in, wire.type);
            } else {
                exception = wire.id == SUCCESS ? "" : type.toString();
                value(type);
            }
            in.readFieldEnd();
        }
        in.readStructEnd();
        if (exception == null && method.returns() != Base.VOID) {
            throw new TProtocolException(
                    TProtocolException.INVALID_DATA, method.name() + ": the result is empty (expected: a value)");
        }
        return exception == null ? new ThriftJson.Result("", "null") : new ThriftJson.Result(exception, text());
    }

    private static ModelType resultType(MethodModel method, short id) {
        if (id == SUCCESS) {
            return method.returns();
        }
        return method.exceptions().stream()
                .filter(field -> field.id() == id)
                .map(FieldModel::type)
                .findFirst()
                .orElse(Base.VOID);
    }

    void struct(StructModel struct) throws TException {
        deeper();
        in.readStructBegin();
        char before = '{';
        for (TField wire = in.readFieldBegin(); wire.type != TType.STOP; wire = in.readFieldBegin()) {
            Optional<FieldModel> field = struct.field(wire.id);
            if (field.isPresent() && field.get().type().wireType() == wire.type) {
                Json.quote(field.get().name(), json.append(before));
                json.append(':');
                value(field.get().type());
                before = ',';
            } else {
                TProtocolUtil.skip(in, wire.type);
            }
            in.readFieldEnd();
        }
        in.readStructEnd();
        json.append(before == '{' ? "{}" : "}");
        depth--;
    }

    private void deeper() throws TProtocolException {
        if (++depth > ThriftJson.MAX_DEPTH) {
            throw new TProtocolException(
                    TProtocolException.DEPTH_LIMIT, "value: nested deeper than " + ThriftJson.MAX_DEPTH + " levels");
        }
    }

    private void value(ModelType type) throws TException {
        if (type instanceof Base base) {
            scalar(base, false);
        } else if (type instanceof OfEnum of) {
            enumeration(of, false);
        } else if (type instanceof OfStruct of) {
            struct(JsonToThrift.structOf(model, of));
        } else {
            deeper();
            container(type);
            depth--;
        }
        if (json.length() > ThriftJson.MAX_LENGTH) {
            throw new TProtocolException(
                    TProtocolException.SIZE_LIMIT,
                    "value: longer than " + ThriftJson.MAX_LENGTH + " characters of JSON");
        }
    }

    private void container(ModelType type) throws TException {
        if (type instanceof OfList of) {
            TList list = in.readListBegin();
            elements(of.element(), list.elemType, list.size);
            in.readListEnd();
        } else if (type instanceof OfSet of) {
            TSet set = in.readSetBegin();
            elements(of.element(), set.elemType, set.size);
            in.readSetEnd();
        } else if (type instanceof OfMap of) {
            TMap map = in.readMapBegin();
            if (map.size > 0) {
                check(of.key(), map.keyType);
                check(of.value(), map.valueType);
            }
            entries(of, map.size);
            in.readMapEnd();
        }
    }

    /** Generated code would skip a container of another type, or read nonsense. */
    private static void check(ModelType type, byte wireType) throws TProtocolException {
        if (type.wireType() != wireType) {
            throw new TProtocolException(
                    TProtocolException.INVALID_DATA, "elements: type " + wireType + " (expected: " + type + ")");
        }
    }

    private void elements(ModelType type, byte wireType, int size) throws TException {
        if (size > 0) {
            check(type, wireType);
        }
        json.append('[');
        for (int i = 0; i < size; i++) {
            json.append(i == 0 ? "" : ",");
            value(type);
        }
        json.append(']');
    }

    private void entries(OfMap type, int size) throws TException {
        json.append(type.isObject() ? '{' : '[');
        for (int i = 0; i < size; i++) {
            json.append(i == 0 ? "" : ",");
            if (type.isObject()) {
                key(type.key());
                json.append(':');
                value(type.value());
            } else {
                json.append('[');
                value(type.key());
                json.append(',');
                value(type.value());
                json.append(']');
            }
        }
        json.append(type.isObject() ? '}' : ']');
    }

    private void key(ModelType type) throws TException {
        if (type instanceof OfEnum of) {
            enumeration(of, true);
        } else if (type instanceof Base base) {
            scalar(base, true);
        }
    }

    private void enumeration(OfEnum type, boolean quoted) throws TException {
        int number = in.readI32();
        EnumModel of = model.enums().get(type.name());
        String name = of == null
                ? null
                : of.numbered(number).map(EnumModel.Value::name).orElse(null);
        literal(name == null ? String.valueOf(number) : name, quoted || name != null);
    }

    private void scalar(Base type, boolean quoted) throws TException {
        switch (type) {
            case BOOL -> literal(String.valueOf(in.readBool()), quoted);
            case I8 -> literal(String.valueOf(in.readByte()), quoted);
            case I16 -> literal(String.valueOf(in.readI16()), quoted);
            case I32 -> literal(String.valueOf(in.readI32()), quoted);
            case I64 -> literal(String.valueOf(in.readI64()), quoted);
            case DOUBLE -> {
                double number = in.readDouble();
                literal(String.valueOf(number), quoted || !Double.isFinite(number));
            }
            case STRING -> literal(in.readString(), true);
            case BINARY -> literal(base64(in.readBinary()), true);
            case UUID -> literal(in.readUuid().toString(), true);
            default -> throw new TProtocolException(TProtocolException.INVALID_DATA, "value: void (expected: none)");
        }
    }

    private static String base64(ByteBuffer bytes) {
        byte[] copy = new byte[bytes.remaining()];
        bytes.duplicate().get(copy);
        return Base64.getEncoder().encodeToString(copy);
    }

    private void literal(String text, boolean quoted) {
        if (quoted) {
            Json.quote(text, json);
        } else {
            json.append(text);
        }
    }
}
