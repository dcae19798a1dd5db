package io.thriftboot.model;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A service.
 *
 * @param name its name in the IDL
 * @param methods by their names, inherited ones included; in the order of the IDL where its documentation is there, else sorted
 * @param doc the comment of the IDL, {@code null} if there is none
 * @since 0.1
 */
public record ServiceModel(
        String name,
        Map<String, MethodModel> methods,
        @Nullable String doc) {

    /** Copies the map. */
    public ServiceModel {
        methods = Collections.unmodifiableMap(new LinkedHashMap<>(methods));
    }
}
