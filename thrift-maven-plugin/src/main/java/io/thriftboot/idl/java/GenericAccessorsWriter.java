package io.thriftboot.idl.java;

/** Writes the methods that reach any field by its constant in {@code _Fields}. */
final class GenericAccessorsWriter {

    private static final String METHODS = """
            @Override
            public void setFieldValue(_Fields field, @org.apache.thrift.annotation.Nullable java.lang.Object value) {
              switch (field) {
              ${setters}
              }
            }

            @org.apache.thrift.annotation.Nullable
            @Override
            public java.lang.Object getFieldValue(_Fields field) {
              switch (field) {
              ${getters}
              }
              throw new java.lang.IllegalStateException();
            }

            /** Whether a field has a value. */
            @Override
            public boolean isSet(_Fields field) {
              if (field == null) {
                throw new java.lang.IllegalArgumentException();
              }

              switch (field) {
              ${checks}
              }
              throw new java.lang.IllegalStateException();
            }

            """;
    private static final String SETTER = """
            case ${CONST}:
              if (value == null) {
                unset${Cap}();
              } else {
                ${set}
              }
              break;

            """;
    private static final String BINARY_SET = """
            if (value instanceof byte[]) {
              set${Cap}((byte[])value);
            } else {
              set${Cap}((${boxed})value);
            }
            """;
    private static final String GETTER = """
            case ${CONST}:
              return ${getter}();

            """;
    private static final String CHECK = """
            case ${CONST}:
              return ${isSet};
            """;

    String write(JavaStruct struct) {
        return Template.of(METHODS)
                .with("setters", struct.each(GenericAccessorsWriter::setter))
                .with("getters", struct.each(field -> field.template(GETTER).render()))
                .with("checks", struct.each(field -> field.template(CHECK).render()))
                .render();
    }

    private static String setter(JavaField field) {
        String set = field.template(field.isBinary() ? BINARY_SET : "set${Cap}((${boxed})value);")
                .render();
        return field.template(SETTER).with("set", set).render();
    }
}
