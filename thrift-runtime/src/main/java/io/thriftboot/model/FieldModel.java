package io.thriftboot.model;

import org.jspecify.annotations.Nullable;

/**
 * A field of a struct, a parameter of a method, or an exception that it declares.
 *
 * @param id its number on the wire
 * @param name its name in the IDL
 * @param type the type of its values
 * @param presence whether it must be there
 * @param defaultValue what a reader takes where it is missing, as JSON text; {@code null} if there is no default or it is not known
 * @param doc the comment of the IDL, {@code null} if there is none
 * @since 0.1
 */
public record FieldModel(
        short id,
        String name,
        ModelType type,
        Presence presence,
        @Nullable String defaultValue,
        @Nullable String doc) {

    /** Whether a field must be there. */
    public enum Presence {
        /** Declared {@code required}: without it the struct cannot be read. */
        REQUIRED,
        /** Declared {@code optional}. */
        OPTIONAL,
        /** Declared without a word: writers send it, readers do without it. */
        DEFAULT
    }
}
