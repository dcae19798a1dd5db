package io.thriftboot.idl.model;

import java.util.List;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/** A struct, union or exception. It is known by its name before its fields are, as it may contain itself. */
public final class StructType implements Type, Definition {

    private final Program program;
    private final Kind kind;
    private final String name;
    private final @Nullable String doc;
    private final SortedMap<String, List<String>> annotations;
    private List<Field> fields = List.of();

    StructType(
            Program program,
            Kind kind,
            String name,
            @Nullable String doc,
            SortedMap<String, List<String>> annotations) {
        this.program = program;
        this.kind = kind;
        this.name = name;
        this.doc = doc;
        this.annotations = annotations;
    }

    /** A struct that the IDL does not name, such as the arguments of a function. */
    public static StructType of(Program program, String name, List<Field> fields) {
        StructType struct = new StructType(program, Kind.STRUCT, name, null, java.util.Collections.emptySortedMap());
        struct.complete(fields);
        return struct;
    }

    void complete(List<Field> completeFields) {
        this.fields = List.copyOf(completeFields);
    }

    /** The program that defines it. */
    public Program program() {
        return program;
    }

    /** Which of the three it is. */
    public Kind kind() {
        return kind;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public @Nullable String doc() {
        return doc;
    }

    @Override
    public SortedMap<String, List<String>> annotations() {
        return annotations;
    }

    /** Its fields in the order of the IDL. */
    public List<Field> fields() {
        return fields;
    }

    /** What a definition with fields can be. */
    public enum Kind {
        /** Fields side by side. */
        STRUCT,
        /** One of its fields. */
        UNION,
        /** A struct that can be thrown. */
        EXCEPTION
    }
}
