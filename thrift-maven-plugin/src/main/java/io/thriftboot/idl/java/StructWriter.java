package io.thriftboot.idl.java;

import io.thriftboot.idl.model.StructType;
import java.util.List;
import java.util.stream.Collectors;

/** Writes structs and exceptions, and the arguments and results of functions. */
final class StructWriter {

    private static final String STRUCT = """
            ${doc}
            ${suppressions}
            ${generated}
            ${deprecated}
            public ${modifiers}class ${Struct} ${extends}implements org.apache.thrift.TBase<${Struct}, ${Struct}._Fields>, java.io.Serializable, Cloneable, Comparable<${Struct}> {
              private static final org.apache.thrift.protocol.TStruct STRUCT_DESC = new org.apache.thrift.protocol.TStruct("${raw}");

              ${descriptions}

              private static final org.apache.thrift.scheme.SchemeFactory STANDARD_SCHEME_FACTORY = new ${raw}StandardSchemeFactory();
              private static final org.apache.thrift.scheme.SchemeFactory TUPLE_SCHEME_FACTORY = new ${raw}TupleSchemeFactory();

              ${variables}

              ${fieldsEnum}

              ${bits}
              ${metaData}

              ${methods}
            }
            """;
    private static final String VARIABLE = """
            ${doc}
            ${access} ${nullable}${type} ${var};
            """;

    private final Context context;

    StructWriter(Context context) {
        this.context = context;
    }

    /** A struct or exception in its own file. */
    JavaFile write(StructType type) {
        context.newClass();
        JavaStruct struct = new JavaStruct(type, context);
        String body = struct(struct, "", context.header().generated(), false);
        return context.header().file(context, struct.className(), body);
    }

    /** The arguments or the result of a function inside the service's class. */
    String nested(StructType type, boolean result) {
        return struct(new JavaStruct(type, context), "static ", "", result);
    }

    private String struct(JavaStruct struct, String modifiers, String generated, boolean result) {
        StructType type = struct.type();
        FieldsEnumWriter fields = new FieldsEnumWriter();
        return struct.template(STRUCT)
                .with("doc", Javadoc.of(type.doc()))
                .with("suppressions", Header.SUPPRESSIONS)
                .with("generated", generated)
                .with("deprecated", Header.deprecated(type.annotations()))
                .with("modifiers", (type.annotations().containsKey("final") ? "final " : "") + modifiers)
                .with(
                        "extends",
                        type.kind() == StructType.Kind.EXCEPTION ? "extends org.apache.thrift.TException " : "")
                .with("descriptions", fields.descriptions(struct))
                .with("variables", struct.each(this::variable))
                .with("fieldsEnum", fields.fieldsEnum(struct))
                .with("bits", bits(struct))
                .with("metaData", new MetaDataWriter(context).write(struct))
                .with("methods", methods(struct, result))
                .render();
    }

    private String methods(JavaStruct struct, boolean result) {
        PlumbingWriter plumbing = new PlumbingWriter(context);
        return new ConstructorsWriter(context).write(struct)
                + new AccessorsWriter(context).write(struct)
                + new GenericAccessorsWriter().write(struct)
                + new ComparisonWriter().write(struct)
                + plumbing.fieldForId()
                + plumbing.readAndWrite()
                + new TextWriter().write(struct)
                + plumbing.validate(struct)
                + plumbing.serialization(struct.bitsType())
                + new StandardSchemeWriter(context, result).write(struct)
                + new TupleSchemeWriter(context).write(struct)
                + plumbing.scheme();
    }

    private String variable(JavaField field) {
        boolean hidden = context.options().beans() || context.options().has("private_members");
        return field.template(VARIABLE)
                .with("doc", hidden ? "" : Javadoc.of(field.field().doc()))
                .with("access", hidden ? "private" : "public")
                .with("nullable", field.nullable() ? "@org.apache.thrift.annotation.Nullable " : "")
                .render();
    }

    private static String bits(JavaStruct struct) {
        StringBuilder code = new StringBuilder();
        List<JavaField> bits = struct.bits();
        for (int i = 0; i < bits.size(); i++) {
            code.append(bits.get(i)
                    .template("private static final int ${BIT} = ${index};")
                    .with("index", i)
                    .render());
        }
        if (struct.hasBitSet()) {
            code.append("private java.util.BitSet __isset_bit_vector = new java.util.BitSet(" + bits.size() + ");\n");
        } else if (!bits.isEmpty()) {
            code.append("private " + struct.bitsType() + " __isset_bitfield = 0;\n");
        }
        return code + optionals(struct);
    }

    private static String optionals(JavaStruct struct) {
        String names = struct.fields().stream()
                .filter(JavaField::isOptional)
                .map(field -> "_Fields." + field.constant())
                .collect(Collectors.joining(","));
        return names.isEmpty() ? "" : "private static final _Fields[] optionals = {" + names + "};\n";
    }
}
