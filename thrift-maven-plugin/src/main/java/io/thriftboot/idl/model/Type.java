package io.thriftboot.idl.model;

import java.util.List;
import java.util.SortedMap;

/** A type of the IDL. */
public sealed interface Type permits BaseType, ContainerType, Typedef, StructType, EnumType {

    /** The annotations behind the type, by name. */
    SortedMap<String, List<String>> annotations();

    /** The type itself, or what a typedef finally stands for. */
    default Type resolved() {
        return this;
    }

    /** Whether this is the given base type, typedefs resolved. */
    default boolean is(BaseType.Kind kind) {
        return resolved() instanceof BaseType base && base.kind() == kind;
    }
}
