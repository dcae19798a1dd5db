package io.thriftboot.idl.java;

import io.thriftboot.idl.model.StructType;
import io.thriftboot.idl.model.Value;

/** Writes unions. */
final class UnionWriter {

    private static final String UNION = """
            ${doc}
            ${suppressions}
            ${generated}
            ${deprecated}
            public ${final}class ${Struct} extends org.apache.thrift.TUnion<${Struct}, ${Struct}._Fields> {
              private static final org.apache.thrift.protocol.TStruct STRUCT_DESC = new org.apache.thrift.protocol.TStruct("${raw}");
              ${descriptions}

              ${fieldsEnum}

              ${metaData}

              ${constructors}

              ${values}

              ${plumbing}

              ${accessors}

              ${comparison}

              ${serialization}
            }
            """;
    private static final String CONSTRUCTORS = """
            public ${Struct}() {
              super(${default});
            }

            ${defaultMethod}

            public ${Struct}(_Fields setField, java.lang.Object value) {
              super(setField, value);
            }

            public ${Struct}(${Struct} other) {
              super(other);
            }

            @Override
            public ${Struct} deepCopy() {
              return new ${Struct}(this);
            }

            """;
    private static final String DEFAULT_METHOD = """
            private static ${type} __default() {
              ${statements}
              return ${value};
            }
            """;
    private static final String PLUMBING = """
            @Override
            protected org.apache.thrift.protocol.TField getFieldDesc(_Fields setField) {
              switch (setField) {
                ${descriptions}
                default:
                  throw new java.lang.IllegalArgumentException("unknown field: " + setField);
              }
            }

            @Override
            protected org.apache.thrift.protocol.TStruct getStructDesc() {
              return STRUCT_DESC;
            }

            @Override
            protected _Fields enumForId(short id) {
              return _Fields.findByThriftIdOrThrow(id);
            }

            ${fieldForId}
            """;
    private static final String COMPARISON = """
            public boolean equals(java.lang.Object other) {
              if (other instanceof ${Struct}) {
                return equals((${Struct})other);
              } else {
                return false;
              }
            }

            public boolean equals(${Struct} other) {
              return other != null && getSetField() == other.getSetField() && java.util.Objects.equals(getFieldValue(), other.getFieldValue());
            }

            @Override
            public int compareTo(${Struct} other) {
              int lastComparison = org.apache.thrift.TBaseHelper.compareTo(getSetField(), other.getSetField());
              if (lastComparison == 0) {
                return org.apache.thrift.TBaseHelper.compareTo(getFieldValue(), other.getFieldValue());
              }
              return lastComparison;
            }

            @Override
            public int hashCode() {
              java.util.List<java.lang.Object> list = new java.util.ArrayList<java.lang.Object>();
              list.add(this.getClass().getName());
              org.apache.thrift.TFieldIdEnum setField = getSetField();
              if (setField != null) {
                list.add(setField.getThriftFieldId());
                java.lang.Object value = getFieldValue();
                if (value instanceof org.apache.thrift.TEnum) {
                  list.add(((org.apache.thrift.TEnum)getFieldValue()).getValue());
                } else {
                  list.add(value);
                }
              }
              return list.hashCode();
            }
            """;

    private final Context context;

    UnionWriter(Context context) {
        this.context = context;
    }

    JavaFile write(StructType type) {
        context.newClass();
        JavaStruct struct = new JavaStruct(type, context);
        FieldsEnumWriter fields = new FieldsEnumWriter();
        PlumbingWriter plumbing = new PlumbingWriter(context);
        UnionAccessorsWriter accessors = new UnionAccessorsWriter(context);
        String body = struct.template(UNION)
                .with("doc", Javadoc.of(type.doc()))
                .with("suppressions", Header.SUPPRESSIONS)
                .with("generated", context.header().generated())
                .with("deprecated", Header.deprecated(type.annotations()))
                .with("final", type.annotations().containsKey("final") ? "final " : "")
                .with("descriptions", fields.descriptions(struct))
                .with("fieldsEnum", fields.fieldsEnum(struct))
                .with("metaData", new MetaDataWriter(context).write(struct))
                .with("constructors", constructors(struct) + accessors.constructors(struct))
                .with("values", new UnionValuesWriter(context).write(struct))
                .with("plumbing", plumbing(struct, plumbing))
                .with("accessors", accessors.accessors(struct))
                .with("comparison", struct.template(COMPARISON).render())
                .with("serialization", plumbing.serialization(""))
                .render();
        return context.header().file(context, struct.className(), body);
    }

    private static String plumbing(JavaStruct struct, PlumbingWriter plumbing) {
        return Template.of(PLUMBING)
                .with("descriptions", struct.each(field -> field.template(
                                "case ${CONST}:\n  return ${CONST}_FIELD_DESC;\n")
                        .render()))
                .with("fieldForId", plumbing.fieldForId())
                .render();
    }

    private String constructors(JavaStruct struct) {
        Template template = struct.template(CONSTRUCTORS).with("default", "").with("defaultMethod", "");
        for (JavaField field : struct.fields()) {
            Value value = field.field().value();
            if (value != null) {
                addDefault(template, field, value);
            }
        }
        return template.render();
    }

    private void addDefault(Template template, JavaField field, Value value) {
        ValueCode code = new ValueCode(context);
        String expression = code.expression(field.type(), value);
        boolean simple = code.statements().isEmpty();
        template.with("default", "_Fields." + field.constant() + ", " + (simple ? expression : "__default()"));
        if (!simple) {
            template.with(
                    "defaultMethod",
                    field.template(DEFAULT_METHOD)
                            .with("statements", code.statements())
                            .with("value", expression)
                            .render());
        }
    }
}
