package io.thriftboot.idl.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A constant.
 *
 * @param name its name
 * @param type its type
 * @param value its value
 * @param doc its documentation
 */
public record Constant(
        String name, Type type, Value value, @Nullable String doc) implements Definition {

    @Override
    public SortedMap<String, List<String>> annotations() {
        return Collections.emptySortedMap();
    }
}
