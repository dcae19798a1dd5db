package io.thriftboot.idl.java;

import io.thriftboot.idl.model.BaseType;
import io.thriftboot.idl.model.StructType;
import io.thriftboot.idl.syntax.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Refuses names of fields whose Java members would be those of another field, or of the class itself. */
final class FieldNames {

    private static final Set<String> VARIABLES = Set.of(
            "STRUCT_DESC", "STANDARD_SCHEME_FACTORY", "TUPLE_SCHEME_FACTORY", "metaDataMap", "_Fields", "java", "org");

    private static final Set<String> OF_UNIONS = Set.of("getSetField", "getFieldValue");
    private static final Set<String> OF_EXCEPTIONS = Set.of("getCause", "getStackTrace", "getSuppressed");
    private static final Set<String> OF_EXCEPTIONS_AS_STRING = Set.of("getMessage", "getLocalizedMessage");

    private final Context context;
    private final Places places;
    private final Problems problems;

    FieldNames(Context context, Places places, Problems problems) {
        this.context = context;
        this.places = places;
        this.problems = problems;
    }

    void check(StructType type) {
        check(type.name(), type);
    }

    /**
     * Checks the fields of a struct.
     *
     * @param path the names that lead to its fields
     * @param type the struct
     */
    void check(String path, StructType type) {
        JavaStruct struct = new JavaStruct(type, context);
        Map<String, String> members = new HashMap<>();
        for (JavaField field : struct.fields()) {
            String other = null;
            for (String member : members(struct, field)) {
                String owner = members.putIfAbsent(member, field.field().name());
                other = other == null ? owner : other;
            }
            if (isOfTheClass(struct, field)) {
                other = "the class";
            }
            if (other != null) {
                problems.error(
                        places.of(path + "." + field.field().name()),
                        "Java members of field %s: those of %s (expected: another name)"
                                .formatted(field.field().name(), other));
            }
        }
    }

    /** The names of a field's members, methods with parentheses. */
    private static List<String> members(JavaStruct struct, JavaField field) {
        List<String> members = new ArrayList<>(List.of(field.constant() + "_FIELD_DESC", field.getter() + "()"));
        members.add(field.isSet());
        if (JavaTypes.isContainer(field.type()) && !isUnion(struct)) {
            members.add(field.getter() + "Size()");
        }
        if (!isUnion(struct)) {
            members.add(field.variable());
        }
        if (!isUnion(struct) && !field.nullable()) {
            members.add(JavaNames.bit(field.field().name()));
        }
        return members.stream().distinct().toList();
    }

    private static boolean isOfTheClass(JavaStruct struct, JavaField field) {
        String getter = field.getter();
        boolean inherited =
                switch (struct.type().kind()) {
                    case UNION -> OF_UNIONS.contains(getter);
                    case EXCEPTION -> isOfExceptions(field);
                    case STRUCT -> false;
                };
        return inherited || getter.equals("getClass") || isVariable(struct, field.variable());
    }

    private static boolean isOfExceptions(JavaField field) {
        boolean string = field.resolved().is(BaseType.Kind.STRING);
        return OF_EXCEPTIONS.contains(field.getter()) || (!string && OF_EXCEPTIONS_AS_STRING.contains(field.getter()));
    }

    private static boolean isVariable(JavaStruct struct, String name) {
        if (isUnion(struct)) {
            return false;
        }
        boolean ofBits = name.equals("__isset_bitfield") && !struct.bits().isEmpty();
        boolean ofOptionals =
                name.equals("optionals") && struct.fields().stream().anyMatch(JavaField::isOptional);
        return VARIABLES.contains(name) || ofBits || ofOptionals;
    }

    private static boolean isUnion(JavaStruct struct) {
        return struct.type().kind() == StructType.Kind.UNION;
    }
}
