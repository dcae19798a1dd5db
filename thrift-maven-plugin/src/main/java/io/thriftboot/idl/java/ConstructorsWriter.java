package io.thriftboot.idl.java;

import io.thriftboot.idl.model.Value;
import java.util.stream.Collectors;

/** Writes constructors, {@code deepCopy} and {@code clear}. */
final class ConstructorsWriter {

    private static final String DEFAULT = """
            public ${Struct}() {
              ${defaults}
            }

            """;
    private static final String FULL = """
            public ${Struct}(
              ${parameters}
            {
              this();
              ${assignments}
            }

            """;
    private static final String COPY = """
            /**
             * Makes a deep copy.
             *
             * @param other what is copied
             */
            public ${Struct}(${Struct} other) {
              ${bits}
              ${fields}
            }

            @Override
            public ${Struct} deepCopy() {
              return new ${Struct}(this);
            }

            """;
    private static final String CLEAR = """
            @Override
            public void clear() {
              ${fields}
            }

            """;

    private final Context context;

    ConstructorsWriter(Context context) {
        this.context = context;
    }

    String write(JavaStruct struct) {
        String defaults = struct.each(this::assignDefault);
        return struct.template(DEFAULT).with("defaults", defaults).render()
                + full(struct)
                + copy(struct)
                + struct.template(CLEAR)
                        .with("fields", struct.each(this::clear))
                        .render();
    }

    private String assignDefault(JavaField field) {
        Value value = field.field().value();
        if (value == null) {
            return "";
        }
        ValueCode code = new ValueCode(context);
        code.assign("this." + field.variable(), field.type(), value);
        return code.statements();
    }

    private String full(JavaStruct struct) {
        if (struct.fields().stream().allMatch(JavaField::isOptional)) {
            return "";
        }
        String parameters = struct.fields().stream()
                .filter(field -> !field.isOptional())
                .map(field -> field.template("${type} ${var}").render().strip())
                .collect(Collectors.joining(",\n"));
        return struct.template(FULL)
                .with("parameters", parameters + ")")
                .with("assignments", struct.each(field -> !field.isOptional(), this::assignParameter))
                .render();
    }

    private String assignParameter(JavaField field) {
        boolean copied = field.isBinary() && !context.options().unsafeBinaries();
        String assignment = copied
                ? "this.${var} = org.apache.thrift.TBaseHelper.copyBinary(${var});\n"
                : "this.${var} = ${var};\n";
        return field.template(field.nullable() ? assignment : assignment + "${setIsSet}(true);\n")
                .render();
    }

    private String copy(JavaStruct struct) {
        String bits = struct.hasBitSet()
                ? "__isset_bit_vector.clear();\n__isset_bit_vector.or(other.__isset_bit_vector);\n"
                : "__isset_bitfield = other.__isset_bitfield;\n";
        return struct.template(COPY)
                .with("bits", struct.bits().isEmpty() ? "" : bits)
                .with("fields", struct.each(field -> new CopyWriter(context).copy(field)))
                .render();
    }

    private String clear(JavaField field) {
        if (field.field().value() != null) {
            return assignDefault(field);
        }
        if (!field.nullable()) {
            return field.template("${setIsSet}(false);\nthis.${var} = ${zero};\n")
                    .with("zero", zero(field))
                    .render();
        }
        return field.template("this.${var} = null;\n").render();
    }

    private String zero(JavaField field) {
        return switch (context.types().name(field.type())) {
            case "boolean" -> "false";
            case "double" -> "0.0";
            default -> "0";
        };
    }
}
