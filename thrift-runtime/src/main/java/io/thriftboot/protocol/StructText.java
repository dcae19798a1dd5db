package io.thriftboot.protocol;

import org.apache.thrift.TBase;
import org.apache.thrift.TException;

/**
 * Writes structs as text for people and for tools that do not know Thrift. Neither text can be read back: field ids and types
 * are missing. For that there is {@link ThriftProtocol#JSON}.
 *
 * @since 0.1
 */
public final class StructText {

    private StructText() {}

    /**
     * Writes a struct as a JSON object: a member for each field that is set, by its name. Enums are numbers, binary is base64,
     * NaN and infinities are strings, keys of maps are strings; a map whose keys are structs or containers is an array of
     * {@code {"key":…,"value":…}}. Integers of 64 bits keep all their digits, which not every reader of JSON does.
     *
     * @param struct any generated struct
     * @return one line of JSON
     * @throws IllegalArgumentException if the struct cannot be encoded, because a required field is missing for instance
     */
    public static String json(TBase<?, ?> struct) {
        try {
            SimpleJsonProtocol protocol = new SimpleJsonProtocol();
            struct.write(protocol);
            return protocol.text();
        } catch (TException | RuntimeException ex) {
            throw refused(struct, ex);
        }
    }

    /**
     * Writes a struct for logs and debuggers: a line for each field that is set, with its id, name and type. Strings and binary
     * values longer than 256 characters or bytes are cut, and say how long they are.
     *
     * @param struct any generated struct
     * @return several lines, the first of which is the name of the struct
     * @throws IllegalArgumentException if the struct cannot be encoded, because a required field is missing for instance
     */
    public static String debug(TBase<?, ?> struct) {
        try {
            DebugProtocol protocol = new DebugProtocol();
            struct.write(protocol);
            return protocol.text();
        } catch (TException | RuntimeException ex) {
            throw refused(struct, ex);
        }
    }

    /**
     * Writes a struct for logs, in one line: {@code User(id=5, name="x", password=***)}. Fields that the IDL annotates
     * {@code (sensitive)} are hidden, wherever in the struct they are; the generated code must know of the annotation, as that
     * of {@code thrift-maven-plugin} does, and that of Apache's compiler with its option {@code annotations_as_metadata}.
     * Strings and binary values longer than 256 characters or bytes are cut, and say how long they are. What a struct lacks
     * does not matter.
     *
     * @param struct any generated struct
     * @param maxLength how many characters of the line are written, 0 or more; a longer one ends with {@code ...} behind them
     * @return one line
     */
    public static String line(TBase<?, ?> struct, int maxLength) {
        LineText line = new LineText(maxLength);
        line.struct(struct);
        return line.text();
    }

    private static IllegalArgumentException refused(TBase<?, ?> struct, Exception ex) {
        return new IllegalArgumentException(
                struct.getClass().getSimpleName() + ": cannot be written as text: " + ex.getMessage(), ex);
    }
}
