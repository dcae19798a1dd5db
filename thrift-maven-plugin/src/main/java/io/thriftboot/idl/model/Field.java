package io.thriftboot.idl.model;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A field, parameter or declared exception.
 *
 * @param name its name
 * @param id its id on the wire
 * @param presence whether it must be there
 * @param type its type
 * @param value its default
 * @param doc its documentation
 * @param annotations the annotations behind it
 */
public record Field(
        String name,
        int id,
        Presence presence,
        Type type,
        @Nullable Value value,
        @Nullable String doc,
        SortedMap<String, List<String>> annotations) {

    /** The same field with another default. */
    Field withValue(@Nullable Value newValue) {
        return new Field(name, id, presence, type, newValue, doc, annotations);
    }

    /** Whether a field must be there. */
    public enum Presence {
        /** It must be set. */
        REQUIRED,
        /** It is written if set. */
        OPTIONAL,
        /** It is always written where the language can tell, and need not be there. */
        DEFAULT
    }
}
