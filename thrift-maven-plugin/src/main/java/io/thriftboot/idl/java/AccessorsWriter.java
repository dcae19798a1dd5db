package io.thriftboot.idl.java;

/** Writes the methods of single fields: get, set, unset, is set. */
final class AccessorsWriter {

    private static final String GETTER = """
            ${doc}
            ${deprecated}
            ${nullable}
            public ${type} ${getter}() {
              return this.${var};
            }

            """;
    private static final String OPTIONAL_GETTER = """
            ${doc}
            ${deprecated}
            public ${Option}<${boxed}> ${getter}() {
              if (this.${isSet}) {
                return ${Option}.${some}(this.${var});
              } else {
                return ${Option}.${none}();
              }
            }

            """;
    private static final String BINARY_GETTERS = """
            ${doc}
            ${deprecated}
            public byte[] get${Cap}() {
              set${Cap}(org.apache.thrift.TBaseHelper.rightSize(this.${var}));
              return this.${var} == null ? null : this.${var}.array();
            }

            public java.nio.ByteBuffer buffer${For}${Cap}() {
              return ${copy};
            }

            """;
    private static final String BINARY_SETTER = """
            ${doc}
            ${deprecated}
            public ${Result} set${Cap}(byte[] ${var}) {
              this.${var} = ${var} == null ? (java.nio.ByteBuffer)null : java.nio.ByteBuffer.wrap(${var}${clone});
              ${return}
            }

            """;
    private static final String SETTER = """
            ${doc}
            ${deprecated}
            public ${Result} set${Cap}(${nullable}${type} ${var}) {
              this.${var} = ${copy};
              ${mark}
              ${return}
            }

            """;
    private static final String IS_SET = """
            ${deprecated}
            public void unset${Cap}() {
              ${unset}
            }

            /** Whether the field ${name} has a value. */
            ${deprecated}
            public boolean ${isSet} {
              return ${test};
            }

            ${deprecated}
            public void ${setIsSet}(boolean value) {
              ${set}
            }

            """;
    private static final String NULLABLE = "@org.apache.thrift.annotation.Nullable ";

    private final Context context;
    private final ContainerAccessorsWriter containers;

    AccessorsWriter(Context context) {
        this.context = context;
        this.containers = new ContainerAccessorsWriter(context);
    }

    String write(JavaStruct struct) {
        return struct.each(
                field -> containers.write(field) + getters(field) + setters(struct, field) + isSet(struct, field));
    }

    private String getters(JavaField field) {
        if (field.isBinary()) {
            return template(field, BINARY_GETTERS)
                    .with("For", context.names().cap("for"))
                    .with("copy", copy(field, "this." + field.variable()))
                    .render();
        }
        OptionType option = OptionType.of(context.options());
        if (option != OptionType.NONE && field.isOptional()) {
            return template(field, OPTIONAL_GETTER).with(option.holes()).render();
        }
        return template(field, GETTER)
                .with("nullable", field.nullable() ? NULLABLE.strip() : "")
                .render();
    }

    private String setters(JavaStruct struct, JavaField field) {
        String binary = !field.isBinary()
                ? ""
                : setter(struct, field, BINARY_SETTER)
                        .with("clone", context.options().unsafeBinaries() ? "" : ".clone()")
                        .render();
        return binary
                + setter(struct, field, SETTER)
                        .with("nullable", field.nullable() ? NULLABLE : "")
                        .with("copy", copy(field, field.variable()))
                        .with("mark", field.nullable() ? "" : field.setIsSet() + "(true);")
                        .render();
    }

    private Template setter(JavaStruct struct, JavaField field, String text) {
        boolean beans = context.options().beans();
        return template(field, text)
                .with("Result", beans ? "void" : struct.className())
                .with("return", beans ? "" : "return this;");
    }

    private String copy(JavaField field, String source) {
        return field.isBinary() && !context.options().unsafeBinaries()
                ? "org.apache.thrift.TBaseHelper.copyBinary(" + source + ")"
                : source;
    }

    private String isSet(JavaStruct struct, JavaField field) {
        String[] code = field.nullable()
                ? nullChecks(field)
                : bitChecks(struct, JavaNames.bit(field.field().name()));
        return template(field, IS_SET)
                .with("unset", code[0])
                .with("test", code[1])
                .with("set", code[2])
                .render();
    }

    private static String[] nullChecks(JavaField field) {
        String variable = "this." + field.variable();
        return new String[] {
            variable + " = null;", variable + " != null", "if (!value) {\n  " + variable + " = null;\n}"
        };
    }

    private static String[] bitChecks(JavaStruct struct, String bit) {
        if (struct.hasBitSet()) {
            return new String[] {
                "__isset_bit_vector.clear(" + bit + ");",
                "__isset_bit_vector.get(" + bit + ")",
                "__isset_bit_vector.set(" + bit + ", value);"
            };
        }
        String encoding = "org.apache.thrift.EncodingUtils.";
        return new String[] {
            "__isset_bitfield = " + encoding + "clearBit(__isset_bitfield, " + bit + ");",
            encoding + "testBit(__isset_bitfield, " + bit + ")",
            "__isset_bitfield = " + encoding + "setBit(__isset_bitfield, " + bit + ", value);"
        };
    }

    private static Template template(JavaField field, String text) {
        return field.template(text)
                .with("doc", Javadoc.of(field.field().doc()))
                .with("deprecated", Header.deprecated(field.field().annotations()));
    }
}
