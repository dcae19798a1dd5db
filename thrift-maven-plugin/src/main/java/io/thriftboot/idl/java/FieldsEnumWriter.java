package io.thriftboot.idl.java;

import java.util.stream.Collectors;

/** Writes the constants that describe a struct's fields, and the enum {@code _Fields}. */
final class FieldsEnumWriter {

    private static final String DESCRIPTION = """
            private static final org.apache.thrift.protocol.TField ${CONST}_FIELD_DESC = new org.apache.thrift.protocol.TField("${name}", ${wireType}, (short)${id});
            """;
    private static final String ENUM = """
            /** The fields, to find and handle them by name or id. */
            public enum _Fields implements org.apache.thrift.TFieldIdEnum {
              ${members}

              private static final java.util.Map<java.lang.String, _Fields> byName = new java.util.HashMap<java.lang.String, _Fields>();

              static {
                for (_Fields field : java.util.EnumSet.allOf(_Fields.class)) {
                  byName.put(field.getFieldName(), field);
                }
              }

              /**
               * Finds a field by its id.
               *
               * @param fieldId the id
               * @return the field, or null if no field has the id
               */
              @org.apache.thrift.annotation.Nullable
              public static _Fields findByThriftId(int fieldId) {
                switch(fieldId) {
                  ${cases}
                  default:
                    return null;
                }
              }

              /**
               * Finds a field by its id.
               *
               * @param fieldId the id
               * @return the field
               * @throws java.lang.IllegalArgumentException if no field has the id
               */
              public static _Fields findByThriftIdOrThrow(int fieldId) {
                _Fields fields = findByThriftId(fieldId);
                if (fields == null) throw new java.lang.IllegalArgumentException("unknown field id: " + fieldId);
                return fields;
              }

              /**
               * Finds a field by its name.
               *
               * @param name the name in the IDL
               * @return the field, or null if no field has the name
               */
              @org.apache.thrift.annotation.Nullable
              public static _Fields findByName(java.lang.String name) {
                return byName.get(name);
              }

              private final short _thriftId;
              private final java.lang.String _fieldName;

              _Fields(short thriftId, java.lang.String fieldName) {
                _thriftId = thriftId;
                _fieldName = fieldName;
              }

              @Override
              public short getThriftFieldId() {
                return _thriftId;
              }

              @Override
              public java.lang.String getFieldName() {
                return _fieldName;
              }
            }
            """;
    private static final String MEMBER = """
            ${doc}
            ${CONST}((short)${id}, "${name}")""";
    private static final String CASE = """
            case ${id}:
              return ${CONST};
            """;

    /** The constants {@code …_FIELD_DESC}. */
    String descriptions(JavaStruct struct) {
        return struct.each(field -> field.template(DESCRIPTION)
                .with("wireType", JavaTypes.wireType(field.type()))
                .with("id", field.field().id())
                .render());
    }

    /** The enum. */
    String fieldsEnum(JavaStruct struct) {
        String members = struct.fields().stream().map(FieldsEnumWriter::member).collect(Collectors.joining(",\n"));
        return Template.of(ENUM)
                .with("members", members + ";")
                .with("cases", struct.each(field -> field.template(CASE)
                        .with("id", field.field().id())
                        .render()))
                .render();
    }

    private static String member(JavaField field) {
        return field.template(MEMBER)
                .with("doc", Javadoc.of(field.field().doc()))
                .with("id", field.field().id())
                .render()
                .stripTrailing();
    }
}
