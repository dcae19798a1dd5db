package io.thriftboot.model;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A method of a service.
 *
 * @param name its name on the wire
 * @param oneway whether it never has a reply
 * @param arguments its parameters
 * @param returns what it returns, {@link ModelType.Base#VOID} if nothing
 * @param exceptions those it declares; the id is the one in its result
 * @param doc the comment of the IDL, {@code null} if there is none
 * @since 0.1
 */
public record MethodModel(
        String name,
        boolean oneway,
        StructModel arguments,
        ModelType returns,
        List<FieldModel> exceptions,
        @Nullable String doc) {

    /** Copies the list. */
    public MethodModel {
        exceptions = List.copyOf(exceptions);
    }

    /** {@code User get(1: i64 id)} without the numbers. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(oneway ? "oneway " : "");
        text.append(returns).append(' ').append(name).append('(');
        String before = "";
        for (FieldModel parameter : arguments.fields()) {
            text.append(before).append(parameter.type()).append(' ').append(parameter.name());
            before = ", ";
        }
        return text.append(')').toString();
    }
}
