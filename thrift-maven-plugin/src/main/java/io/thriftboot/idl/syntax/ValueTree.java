package io.thriftboot.idl.syntax;

import java.util.List;

/** A constant value as written. */
public sealed interface ValueTree {

    /** Where the value begins. */
    Position position();

    /**
     * A whole number; {@code true} is 1 and {@code false} is 0.
     *
     * @param position where it begins
     * @param value the number
     */
    record Whole(Position position, long value) implements ValueTree {}

    /**
     * A number with a fraction or an exponent.
     *
     * @param position where it begins
     * @param value the number
     */
    record Fraction(Position position, double value) implements ValueTree {}

    /**
     * A quoted string.
     *
     * @param position where it begins
     * @param value its content
     */
    record Text(Position position, String value) implements ValueTree {}

    /**
     * The name of a constant or of an enum's value.
     *
     * @param name the name
     */
    record Reference(Name name) implements ValueTree {
        @Override
        public Position position() {
            return name.position();
        }
    }

    /**
     * Values in brackets.
     *
     * @param position where the list begins
     * @param values the values
     */
    record Values(Position position, List<ValueTree> values) implements ValueTree {}

    /**
     * Entries in braces.
     *
     * @param position where the map begins
     * @param entries the entries
     */
    record Entries(Position position, List<Entry> entries) implements ValueTree {}

    /**
     * An entry in braces.
     *
     * @param key what is left of the colon
     * @param value what is right of it
     */
    record Entry(ValueTree key, ValueTree value) {}
}
