package io.thriftboot.idl.model;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * Another name of a type.
 *
 * @param program the program that defines it
 * @param name its name
 * @param target the type it stands for
 * @param doc its documentation
 * @param annotations the annotations behind it
 */
public record Typedef(
        Program program, String name, Type target, @Nullable String doc, SortedMap<String, List<String>> annotations)
        implements Type, Definition {

    @Override
    public Type resolved() {
        Type type = target;
        while (type instanceof Typedef typedef) {
            type = typedef.target;
        }
        return type;
    }
}
