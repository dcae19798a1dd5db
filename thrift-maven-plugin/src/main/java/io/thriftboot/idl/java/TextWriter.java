package io.thriftboot.idl.java;

import io.thriftboot.idl.model.BaseType;
import io.thriftboot.idl.model.ContainerType;

/** Writes {@code toString}. */
final class TextWriter {

    private static final String TO_STRING = """
            @Override
            public java.lang.String toString() {
              java.lang.StringBuilder sb = new java.lang.StringBuilder("${raw}(");
              boolean first = true;

              ${fields}
              sb.append(")");
              return sb.toString();
            }

            """;
    private static final String FIELD = """
            ${comma}
            sb.append("${name}:");
            ${value}
            first = false;
            """;
    private static final String NULLABLE = """
            if (this.${var} == null) {
              sb.append("null");
            } else {
              ${append}
            }
            """;
    private static final String OPTIONAL = """
            if (${isSet}) {
              ${field}
            }
            """;

    String write(JavaStruct struct) {
        StringBuilder fields = new StringBuilder();
        for (JavaField field : struct.fields()) {
            String code = field.template(FIELD)
                    .with("comma", fields.length() == 0 ? "" : "if (!first) sb.append(\", \");")
                    .with("value", value(field))
                    .render();
            fields.append(
                    field.isOptional()
                            ? field.template(OPTIONAL).with("field", code).render()
                            : code);
        }
        return struct.template(TO_STRING).with("fields", fields).render();
    }

    private static String value(JavaField field) {
        String append = field.template(
                        isBytes(field)
                                ? "org.apache.thrift.TBaseHelper.toString(this.${var}, sb);"
                                : "sb.append(this.${var});")
                .render();
        return field.nullable()
                ? field.template(NULLABLE).with("append", append).render()
                : append;
    }

    private static boolean isBytes(JavaField field) {
        if (field.resolved() instanceof ContainerType container && !(container instanceof ContainerType.MapType)) {
            return JavaTypes.element(container).is(BaseType.Kind.BINARY);
        }
        return field.isBinary();
    }
}
