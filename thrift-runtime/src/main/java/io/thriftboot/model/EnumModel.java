package io.thriftboot.model;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An enum.
 *
 * @param name its name in the IDL; with the package or program before it, if another one has the same name
 * @param values in the order of the IDL
 * @param doc the comment of the IDL, {@code null} if there is none
 * @since 0.1
 */
public record EnumModel(
        String name, List<Value> values, @Nullable String doc) {

    /** Copies the list. */
    public EnumModel {
        values = List.copyOf(values);
    }

    /**
     * A value of an enum.
     *
     * @param name its name
     * @param number what is sent
     * @param doc the comment of the IDL, {@code null} if there is none
     */
    public record Value(String name, int number, @Nullable String doc) {}

    Optional<Value> named(String valueName) {
        return values.stream().filter(value -> value.name().equals(valueName)).findFirst();
    }

    Optional<Value> numbered(int number) {
        return values.stream().filter(value -> value.number() == number).findFirst();
    }
}
