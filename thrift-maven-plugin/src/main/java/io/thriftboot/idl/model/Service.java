package io.thriftboot.idl.model;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * A service.
 *
 * @param program the program that defines it
 * @param name its name
 * @param parent the service it extends
 * @param functions its own functions
 * @param doc its documentation
 * @param annotations the annotations behind it
 */
public record Service(
        Program program,
        String name,
        @Nullable Service parent,
        List<Function> functions,
        @Nullable String doc,
        SortedMap<String, List<String>> annotations)
        implements Definition {}
