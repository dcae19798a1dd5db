package io.thriftboot.idl.model;

import java.util.List;

/** A constant value that fits its type. */
public sealed interface Value {

    /**
     * A whole number or, as 0 or 1, a boolean.
     *
     * @param number the number
     */
    record Whole(long number) implements Value {}

    /**
     * A floating point number.
     *
     * @param number the number
     */
    record Fraction(double number) implements Value {}

    /**
     * A string, bytes or a UUID.
     *
     * @param text the characters
     */
    record Text(String text) implements Value {}

    /**
     * A value of an enum.
     *
     * @param type the enum
     * @param member the value
     */
    record EnumMember(EnumType type, EnumType.Member member) implements Value {}

    /**
     * The elements of a list or set.
     *
     * @param elements the elements
     */
    record Elements(List<Value> elements) implements Value {}

    /**
     * The entries of a map.
     *
     * @param entries the entries
     */
    record Entries(List<Entry> entries) implements Value {}

    /**
     * An entry of a map.
     *
     * @param key the key
     * @param value the value
     */
    record Entry(Value key, Value value) {}

    /**
     * The set fields of a struct.
     *
     * @param fields the fields
     */
    record Fields(List<FieldValue> fields) implements Value {}

    /**
     * A set field of a struct.
     *
     * @param field the field
     * @param value its value
     */
    record FieldValue(Field field, Value value) {}
}
