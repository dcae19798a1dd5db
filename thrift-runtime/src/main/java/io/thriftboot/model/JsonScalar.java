package io.thriftboot.model;

import io.thriftboot.model.ModelType.Base;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.UUID;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A parsed JSON value that is meant for a type without parts.
 *
 * @param value a string, a {@link Json.Digits}, a boolean or something that does not fit
 * @param place where it stands
 */
record JsonScalar(@Nullable Object value, String place) {

    void write(Base type, TProtocol out) throws TException {
        switch (type) {
            case BOOL -> out.writeBool(bool());
            case I8 -> out.writeByte((byte) whole(type, Byte.MIN_VALUE, Byte.MAX_VALUE));
            case I16 -> out.writeI16((short) whole(type, Short.MIN_VALUE, Short.MAX_VALUE));
            case I32 -> out.writeI32((int) whole(type, Integer.MIN_VALUE, Integer.MAX_VALUE));
            case I64 -> out.writeI64(whole(type, Long.MIN_VALUE, Long.MAX_VALUE));
            case DOUBLE -> out.writeDouble(fraction());
            case STRING -> out.writeString(text("string"));
            case BINARY -> out.writeBinary(binary());
            case UUID -> out.writeUuid(uuid());
            default -> throw wrong("nothing");
        }
    }

    /** The number of an enum's value, given by its name or by a number, which need not be known. */
    int number(EnumModel type) {
        if (value instanceof String name) {
            EnumModel.Value named = type.named(name).orElse(null);
            if (named != null) {
                return named.number();
            }
        }
        boolean isNumber = value instanceof Json.Digits || (value instanceof String text && text.matches("-?\\d+"));
        if (!isNumber) {
            throw wrong(type.name() + ", one of "
                    + type.values().stream().map(EnumModel.Value::name).toList());
        }
        return (int) whole(Base.I32, Integer.MIN_VALUE, Integer.MAX_VALUE);
    }

    private boolean bool() {
        if (value instanceof Boolean bool) {
            return bool;
        }
        if ("true".equals(value) || "false".equals(value)) {
            return "true".equals(value);
        }
        throw wrong("bool");
    }

    private long whole(Base type, long from, long to) {
        try {
            long number = Long.parseLong(digits(type));
            if (number >= from && number <= to) {
                return number;
            }
        } catch (NumberFormatException ex) {
            throw wrong(type.toString());
        }
        throw wrong(type + ", " + from + " to " + to);
    }

    private String digits(Base type) {
        if (value instanceof Json.Digits || value instanceof String) {
            return String.valueOf(value);
        }
        throw wrong(type.toString());
    }

    private double fraction() {
        String text = digits(Base.DOUBLE);
        try {
            return switch (text) {
                case "NaN" -> Double.NaN;
                case "Infinity" -> Double.POSITIVE_INFINITY;
                case "-Infinity" -> Double.NEGATIVE_INFINITY;
                default -> Double.parseDouble(text);
            };
        } catch (NumberFormatException ex) {
            throw wrong("double");
        }
    }

    private String text(String expected) {
        if (value instanceof String text) {
            return text;
        }
        throw wrong(expected);
    }

    private ByteBuffer binary() {
        try {
            return ByteBuffer.wrap(Base64.getDecoder().decode(text("binary, as base64")));
        } catch (BadJsonException ex) {
            throw ex;
        } catch (IllegalArgumentException ex) {
            throw wrong("binary, as base64");
        }
    }

    private UUID uuid() {
        String text = text("uuid");
        if (!text.matches("[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}")) {
            throw wrong("uuid");
        }
        return UUID.fromString(text);
    }

    private BadJsonException wrong(String expected) {
        return BadJsonException.at(place, JsonToThrift.shown(value), expected);
    }
}
