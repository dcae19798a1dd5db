package io.thriftboot.model;

import java.util.Map;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;

/**
 * JSON text for people, to and from Thrift values, by the names of a {@linkplain ThriftModel model}; no generated class is
 * needed. Nothing is lost on the way: numbers of 64 bits keep every digit. A field that is not set is left out, enum values are
 * names, binary is base64, a union is an object with one member, a map is an object if its keys are scalars or enums and else a
 * list of pairs; NaN and the infinities are strings. Safe for use by several threads.
 *
 * @since 0.1
 */
public final class ThriftJson {

    /** How long JSON text may be, in characters: 1,048,576. */
    public static final int MAX_LENGTH = 1 << 20;

    /** How deep JSON text and values may be nested. */
    public static final int MAX_DEPTH = 64;

    private final ThriftModel model;

    /**
     * JSON of a model's types.
     *
     * @param model has every type that is named by another one
     */
    public ThriftJson(ThriftModel model) {
        this.model = model;
    }

    /**
     * Writes what JSON text says.
     *
     * @param json an object with the names of the struct's fields
     * @param struct the type
     * @param out gets the struct, without the message around it
     * @throws BadJsonException if the text does not fit the type; part of the struct may be written then
     * @throws TException if it cannot be written
     */
    public void write(String json, StructModel struct, TProtocol out) throws TException {
        if (json.length() > MAX_LENGTH) {
            throw new BadJsonException("JSON: " + json.length() + " characters (expected: at most " + MAX_LENGTH + ")");
        }
        Object value = Json.parse(json, MAX_DEPTH);
        new JsonToThrift(model, out).struct(value, struct, "");
    }

    /**
     * Reads a struct.
     *
     * @param struct the type; fields that it does not have are passed over
     * @param in has a struct next
     * @return its JSON text
     * @throws TException if it cannot be read, is nested deeper than {@link #MAX_DEPTH} or is longer than {@link #MAX_LENGTH}
     */
    public String read(StructModel struct, TProtocol in) throws TException {
        ThriftToJson reader = new ThriftToJson(model, in);
        reader.struct(struct);
        return reader.text();
    }

    /**
     * Reads what a method has answered with.
     *
     * @param method the method
     * @param in has the struct of its result next
     * @return the value, or the exception
     * @throws TException if it cannot be read, see {@link #read}
     */
    public Result readResult(MethodModel method, TProtocol in) throws TException {
        return new ThriftToJson(model, in).result(method);
    }

    /**
     * Reads an object of texts, such as headers.
     *
     * @param json an object whose values are strings
     * @param what names it in errors
     * @return its members
     * @throws BadJsonException if it is something else
     */
    public static Map<String, String> texts(String json, String what) {
        Map<String, String> texts = new java.util.LinkedHashMap<>();
        if (!(Json.parse(json, 2) instanceof Map<?, ?> map)) {
            throw BadJsonException.at(what, "no object", "an object of strings");
        }
        map.forEach((name, value) -> {
            if (!(value instanceof String text)) {
                throw BadJsonException.at(what + '/' + name, Json.text(value), "a string");
            }
            texts.put(String.valueOf(name), text);
        });
        return texts;
    }

    /**
     * JSON text of maps, lists, strings, numbers and booleans.
     *
     * @param value any of them, or {@code null}
     * @return its text
     */
    public static String text(@org.jspecify.annotations.Nullable Object value) {
        return Json.text(value);
    }

    /**
     * What a method has answered with.
     *
     * @param exception the type of the declared exception, empty if it returned
     * @param body JSON text of the value ({@code null} if there is none) or of the exception
     */
    public record Result(String exception, String body) {

        /**
         * Whether it returned.
         *
         * @return whether there is no exception
         */
        public boolean returned() {
            return exception.isEmpty();
        }
    }
}
