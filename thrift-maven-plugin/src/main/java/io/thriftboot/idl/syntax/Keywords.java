package io.thriftboot.idl.syntax;

import java.util.Set;

/** The words with a meaning in the grammar. */
final class Keywords {

    /** The words a definition begins with. */
    static final Set<String> DEFINITIONS =
            Set.of("const", "typedef", "enum", "struct", "union", "exception", "service");

    /** The words a header begins with. */
    static final Set<String> HEADERS = Set.of("include", "cpp_include", "namespace");

    /** The types that need no declaration. */
    static final Set<String> BASE_TYPES =
            Set.of("bool", "byte", "i8", "i16", "i32", "i64", "double", "string", "binary", "uuid");

    private static final Set<String> OTHERS = Set.of(
            "void",
            "map",
            "list",
            "set",
            "cpp_type",
            "oneway",
            "async",
            "extends",
            "throws",
            "required",
            "optional",
            "xsd_all",
            "xsd_optional",
            "xsd_nillable",
            "xsd_attrs");

    private Keywords() {}

    static boolean contains(String word) {
        return DEFINITIONS.contains(word)
                || HEADERS.contains(word)
                || BASE_TYPES.contains(word)
                || OTHERS.contains(word);
    }

    /** Whether a keyword may name a field, as in {@code 1: string list}. */
    static boolean canNameField(String word) {
        return !word.startsWith("xsd_") && !word.equals("cpp_type");
    }
}
