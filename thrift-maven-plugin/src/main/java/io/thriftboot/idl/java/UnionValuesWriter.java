package io.thriftboot.idl.java;

/** Writes how a union checks, reads and writes the value of its set field, the same way in every protocol. */
final class UnionValuesWriter {

    private static final String VALUES = """
            @Override
            protected void checkType(_Fields setField, java.lang.Object value) throws java.lang.ClassCastException {
              switch (setField) {
                ${checks}
                default:
                  throw new java.lang.IllegalArgumentException("unknown field: " + setField);
              }
            }

            @Override
            protected java.lang.Object standardSchemeReadValue(org.apache.thrift.protocol.TProtocol iprot, org.apache.thrift.protocol.TField field) throws org.apache.thrift.TException {
              _Fields setField = _Fields.findByThriftId(field.id);
              if (setField != null) {
                switch (setField) {
                  ${standardReads}
                  default:
                    throw new java.lang.IllegalStateException("unknown field: " + setField);
                }
              } else {
                org.apache.thrift.protocol.TProtocolUtil.skip(iprot, field.type);
                return null;
              }
            }

            @Override
            protected void standardSchemeWriteValue(org.apache.thrift.protocol.TProtocol oprot) throws org.apache.thrift.TException {
              switch (setField_) {
                ${standardWrites}
                default:
                  throw new java.lang.IllegalStateException("unknown field: " + setField_);
              }
            }

            @Override
            protected java.lang.Object tupleSchemeReadValue(org.apache.thrift.protocol.TProtocol iprot, short fieldID) throws org.apache.thrift.TException {
              _Fields setField = _Fields.findByThriftId(fieldID);
              if (setField != null) {
                switch (setField) {
                  ${tupleReads}
                  default:
                    throw new java.lang.IllegalStateException("unknown field: " + setField);
                }
              } else {
                throw new org.apache.thrift.protocol.TProtocolException("unknown field id: " + fieldID);
              }
            }

            @Override
            protected void tupleSchemeWriteValue(org.apache.thrift.protocol.TProtocol oprot) throws org.apache.thrift.TException {
              switch (setField_) {
                ${tupleWrites}
                default:
                  throw new java.lang.IllegalStateException("unknown field: " + setField_);
              }
            }
            """;
    private static final String CHECK = """
            case ${CONST}:
              if (value instanceof ${erased}) {
                break;
              }
              throw new java.lang.ClassCastException("${name}: " + value.getClass().getSimpleName() + " (expected: ${boxed})");
            """;
    private static final String STANDARD_READ = """
            case ${CONST}:
              if (field.type == ${CONST}_FIELD_DESC.type) {
                ${boxed} _value;
                ${read}
                return _value;
              } else {
                org.apache.thrift.protocol.TProtocolUtil.skip(iprot, field.type);
                return null;
              }
            """;
    private static final String TUPLE_READ = """
            case ${CONST}: {
              ${boxed} _value;
              ${read}
              return _value;
            }
            """;
    private static final String WRITE = """
            case ${CONST}: {
              ${boxed} _value = (${boxed})value_;
              ${write}
              return;
            }
            """;

    private final Context context;

    UnionValuesWriter(Context context) {
        this.context = context;
    }

    String write(JavaStruct struct) {
        return Template.of(VALUES)
                .with("checks", struct.each(this::check))
                .with("standardReads", struct.each(field -> read(field, STANDARD_READ)))
                .with("standardWrites", struct.each(this::write))
                .with("tupleReads", struct.each(field -> read(field, TUPLE_READ)))
                .with("tupleWrites", struct.each(this::write))
                .render();
    }

    private String check(JavaField field) {
        return field.template(CHECK)
                .with("erased", context.types().erased(field.type()))
                .render();
    }

    private String read(JavaField field, String text) {
        return field.template(text)
                .with("read", new ReadWriter(context).read("_value", field.type(), true))
                .render();
    }

    private String write(JavaField field) {
        return field.template(WRITE)
                .with("write", new WriteWriter(context).write("_value", field.type(), true))
                .render();
    }
}
