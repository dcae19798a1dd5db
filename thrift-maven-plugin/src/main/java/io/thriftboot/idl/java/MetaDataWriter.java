package io.thriftboot.idl.java;

import io.thriftboot.idl.model.BaseType;
import io.thriftboot.idl.model.ContainerType;
import io.thriftboot.idl.model.EnumType;
import io.thriftboot.idl.model.Field;
import io.thriftboot.idl.model.StructType;
import io.thriftboot.idl.model.Type;
import io.thriftboot.idl.model.Typedef;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/** Writes the map that describes a struct's fields at run time. */
final class MetaDataWriter {

    private static final String MAP = """
            public static final java.util.Map<_Fields, org.apache.thrift.meta_data.FieldMetaData> metaDataMap;
            static {
              java.util.Map<_Fields, org.apache.thrift.meta_data.FieldMetaData> tmpMap = new java.util.EnumMap<_Fields, org.apache.thrift.meta_data.FieldMetaData>(_Fields.class);
              ${entries}
              metaDataMap = java.util.Collections.unmodifiableMap(tmpMap);
              org.apache.thrift.meta_data.FieldMetaData.addStructMetaDataMap(${Struct}.class, metaDataMap);
            }
            """;
    private static final String ENTRY = """
            tmpMap.put(_Fields.${CONST}, new org.apache.thrift.meta_data.FieldMetaData("${name}", org.apache.thrift.TFieldRequirementType.${presence},
                ${value}${annotations}));
            """;

    /** Written in any case: what hides such fields in logs, or finds the id of a transaction, must not depend on an option that somebody forgets. */
    private static final Set<String> ALWAYS_WRITTEN = Set.of("sensitive", "transaction_id");

    private static final String PACKAGE = "org.apache.thrift.meta_data.";

    private final Context context;

    MetaDataWriter(Context context) {
        this.context = context;
    }

    String write(JavaStruct struct) {
        return struct.template(MAP).with("entries", struct.each(this::entry)).render();
    }

    private String entry(JavaField field) {
        return field.template(ENTRY)
                .with("presence", field.field().presence())
                .with("value", value(field.type()))
                .with("annotations", annotations(field.field()))
                .render();
    }

    private String value(Type type) {
        Type resolved = type.resolved();
        if (resolved instanceof ContainerType.MapType map) {
            return create("MapMetaData", type, ", " + value(map.key()) + ", " + value(map.value()));
        }
        if (resolved instanceof ContainerType container) {
            String kind = resolved instanceof ContainerType.ListType ? "ListMetaData" : "SetMetaData";
            return create(kind, type, ", " + value(JavaTypes.element(container)));
        }
        if (resolved instanceof EnumType || resolved instanceof StructType) {
            String kind = resolved instanceof EnumType ? "EnumMetaData" : "StructMetaData";
            return create(kind, type, ", " + context.types().boxed(resolved) + ".class");
        }
        String more = type instanceof Typedef typedef ? ", \"" + typedef.name() + "\"" : "";
        return create("FieldValueMetaData", type, type.is(BaseType.Kind.BINARY) ? ", true" : more);
    }

    private static String create(String kind, Type type, String more) {
        return "new " + PACKAGE + kind + "(" + JavaTypes.metaType(type) + more + ")";
    }

    private String annotations(Field field) {
        SortedMap<String, List<String>> annotations = new TreeMap<>(field.type().annotations());
        annotations.putAll(field.annotations());
        if (!context.options().has("annotations_as_metadata")) {
            annotations.keySet().retainAll(ALWAYS_WRITTEN);
        }
        if (annotations.isEmpty()) {
            return "";
        }
        StringBuilder code = new StringBuilder(
                ", java.util.stream.Stream.<java.util.Map.Entry<java.lang.String, java.lang.String>>builder()");
        annotations.forEach((name, values) -> code.append(".add(new java.util.AbstractMap.SimpleImmutableEntry<>(")
                .append(Ascii.quote(name))
                .append(", ")
                .append(Ascii.quote(values.get(values.size() - 1)))
                .append("))"));
        return code.append(
                        ".build().collect(java.util.stream.Collectors.toMap(java.util.Map.Entry::getKey, java.util.Map.Entry::getValue))")
                .toString();
    }
}
