package io.thriftboot.idl.model;

import java.util.List;
import java.util.SortedMap;

/** A type with elements. */
public sealed interface ContainerType extends Type {

    /**
     * A list.
     *
     * @param element the type of its elements
     * @param annotations the annotations behind it
     */
    record ListType(Type element, SortedMap<String, List<String>> annotations) implements ContainerType {}

    /**
     * A set.
     *
     * @param element the type of its elements
     * @param annotations the annotations behind it
     */
    record SetType(Type element, SortedMap<String, List<String>> annotations) implements ContainerType {}

    /**
     * A map.
     *
     * @param key the type of its keys
     * @param value the type of its values
     * @param annotations the annotations behind it
     */
    record MapType(Type key, Type value, SortedMap<String, List<String>> annotations) implements ContainerType {}
}
