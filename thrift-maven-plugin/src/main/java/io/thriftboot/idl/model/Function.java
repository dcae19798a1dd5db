package io.thriftboot.idl.model;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A function of a service.
 *
 * @param name its name
 * @param oneway whether it has no reply
 * @param result the type of its result
 * @param parameters its parameters
 * @param exceptions the exceptions it declares
 * @param doc its documentation
 * @param annotations the annotations behind it
 */
public record Function(
        String name,
        boolean oneway,
        Type result,
        List<Field> parameters,
        List<Field> exceptions,
        @Nullable String doc,
        SortedMap<String, List<String>> annotations) {

    /** Whether the function gives nothing back. */
    public boolean isVoid() {
        return result.is(BaseType.Kind.VOID);
    }

    /** Whether it is annotated as one that may be executed twice: by {@code (idempotent)}, unless the value is {@code "false"}. */
    public boolean isIdempotent() {
        List<String> values = annotations.getOrDefault("idempotent", List.of());
        return !values.isEmpty() && !values.get(values.size() - 1).equals("false");
    }
}
