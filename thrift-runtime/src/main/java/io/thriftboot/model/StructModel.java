package io.thriftboot.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A struct, union or exception; also the arguments of a method and its result.
 *
 * @param name its name in the IDL; with the package or program before it, if another one has the same name
 * @param kind which of them it is
 * @param fields in the order of the IDL
 * @param doc the comment of the IDL, {@code null} if there is none
 * @since 0.1
 */
public record StructModel(
        String name,
        Kind kind,
        List<FieldModel> fields,
        @Nullable String doc) {

    /** What a type with fields is. */
    public enum Kind {
        /** All of its fields may be set. */
        STRUCT,
        /** Exactly one of its fields is set. */
        UNION,
        /** Can be thrown. */
        EXCEPTION
    }

    /** Copies the list. */
    public StructModel {
        fields = List.copyOf(fields);
    }

    Optional<FieldModel> field(String fieldName) {
        return fields.stream().filter(field -> field.name().equals(fieldName)).findFirst();
    }

    Optional<FieldModel> field(short id) {
        return fields.stream().filter(field -> field.id() == id).findFirst();
    }
}
