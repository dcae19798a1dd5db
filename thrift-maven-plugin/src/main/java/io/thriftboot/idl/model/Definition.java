package io.thriftboot.idl.model;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** Something a program defines. */
public sealed interface Definition permits Constant, Typedef, EnumType, StructType, Service {

    /** Its name, without the program's. */
    String name();

    /** Its documentation. */
    @Nullable
    String doc();

    /** The annotations behind it, by name. */
    SortedMap<String, List<String>> annotations();
}
