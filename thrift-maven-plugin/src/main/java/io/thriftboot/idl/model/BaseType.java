package io.thriftboot.idl.model;

import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * A type that needs no declaration.
 *
 * @param kind which one
 * @param annotations the annotations behind it
 */
public record BaseType(Kind kind, SortedMap<String, List<String>> annotations) implements Type {

    /** No result. */
    public static final BaseType VOID = new BaseType(Kind.VOID, Collections.emptySortedMap());

    /** The types that need no declaration. */
    public enum Kind {
        /** No result. */
        VOID,
        /** True or false. */
        BOOL,
        /** 8 bits, {@code byte} in older files. */
        I8,
        /** 16 bits. */
        I16,
        /** 32 bits. */
        I32,
        /** 64 bits. */
        I64,
        /** 64 bits, floating point. */
        DOUBLE,
        /** Text. */
        STRING,
        /** Bytes. */
        BINARY,
        /** A universally unique identifier. */
        UUID
    }
}
