package io.thriftboot.idl.java;

/** Writes what makes, gets, sets and tests the fields of unions. */
final class UnionAccessorsWriter {

    private static final String CONSTRUCTOR = """
            public static ${Union} ${var}(${type} value) {
              ${Union} x = new ${Union}();
              x.set${Cap}(value);
              return x;
            }

            """;
    private static final String BINARY_CONSTRUCTOR = """
            public static ${Union} ${var}(byte[] value) {
              ${Union} x = new ${Union}();
              x.set${Cap}(java.nio.ByteBuffer.wrap(value${clone}));
              return x;
            }

            """;
    private static final String GETTER = """
            ${doc}
            ${deprecated}
            public ${type} get${Cap}() {
              if (getSetField() == _Fields.${CONST}) {
                return (${boxed})getFieldValue();
              } else {
                throw new java.lang.RuntimeException("${Union}: " + getSetField() + " is set (expected: ${name})");
              }
            }

            """;
    private static final String BINARY_GETTERS = """
            ${doc}
            ${deprecated}
            public byte[] get${Cap}() {
              set${Cap}(org.apache.thrift.TBaseHelper.rightSize(buffer${For}${Cap}()));
              java.nio.ByteBuffer b = buffer${For}${Cap}();
              return b == null ? null : b.array();
            }

            public java.nio.ByteBuffer buffer${For}${Cap}() {
              if (getSetField() == _Fields.${CONST}) {
                return ${copy};
              } else {
                throw new java.lang.RuntimeException("${Union}: " + getSetField() + " is set (expected: ${name})");
              }
            }

            """;
    private static final String BINARY_SETTER = """
            ${doc}
            ${deprecated}
            public void set${Cap}(byte[] value) {
              set${Cap}(java.nio.ByteBuffer.wrap(value${clone}));
            }

            """;
    private static final String SETTER = """
            ${doc}
            ${deprecated}
            public void set${Cap}(${type} value) {
              setField_ = _Fields.${CONST};
              value_ = ${value};
            }

            """;
    private static final String IS_SET = """
            public boolean ${isSet} {
              return setField_ == _Fields.${CONST};
            }

            """;

    private final Context context;

    UnionAccessorsWriter(Context context) {
        this.context = context;
    }

    /** The static methods that make a union with one field set. */
    String constructors(JavaStruct struct) {
        return struct.each(field -> template(struct, field, CONSTRUCTOR).render()
                + (field.isBinary()
                        ? template(struct, field, BINARY_CONSTRUCTOR).render()
                        : ""));
    }

    String accessors(JavaStruct struct) {
        return struct.each(field -> accessors(struct, field))
                + struct.each(field -> field.template(IS_SET).render());
    }

    private String accessors(JavaStruct struct, JavaField field) {
        String setter = template(struct, field, SETTER)
                .with(
                        "value",
                        field.nullable()
                                ? "java.util.Objects.requireNonNull(value,\"_Fields." + field.constant() + "\")"
                                : "value")
                .render();
        return field.isBinary()
                ? template(struct, field, BINARY_GETTERS).render()
                        + template(struct, field, BINARY_SETTER).render()
                        + setter
                : template(struct, field, GETTER).render() + setter;
    }

    private Template template(JavaStruct struct, JavaField field, String text) {
        boolean unsafe = context.options().unsafeBinaries();
        String buffer = "(java.nio.ByteBuffer)getFieldValue()";
        return field.template(text)
                .with("Union", struct.className())
                .with("doc", Javadoc.of(field.field().doc()))
                .with("deprecated", Header.deprecated(field.field().annotations()))
                .with("For", context.names().cap("for"))
                .with("clone", unsafe ? "" : ".clone()")
                .with("copy", unsafe ? buffer : "org.apache.thrift.TBaseHelper.copyBinary(" + buffer + ")");
    }
}
