package io.thriftboot.idl.java;

import io.thriftboot.idl.model.StructType;

/** Writes the methods that are much the same in every struct: validation, reading and writing as a whole. */
final class PlumbingWriter {

    private static final String FIELD_FOR_ID = """
            @org.apache.thrift.annotation.Nullable
            @Override
            public _Fields fieldForId(int fieldId) {
              return _Fields.findByThriftId(fieldId);
            }

            """;
    private static final String READ_WRITE = """
            @Override
            public void read(org.apache.thrift.protocol.TProtocol iprot) throws org.apache.thrift.TException {
              scheme(iprot).read(iprot, this);
            }

            @Override
            public void write(org.apache.thrift.protocol.TProtocol oprot) throws org.apache.thrift.TException {
              scheme(oprot).write(oprot, this);
            }

            """;
    private static final String VALIDATE = """
            public void validate() throws org.apache.thrift.TException {
              ${required}
              ${structs}
            }

            """;
    private static final String REQUIRED = """
            if (${unset}) {
              throw new org.apache.thrift.protocol.TProtocolException("${raw}.${name}: required field is not set");
            }
            """;
    private static final String VALIDATE_FIELD = """
            if (this.${var} != null) {
              this.${var}.validate();
            }
            """;
    private static final String SERIALIZATION = """
            private void writeObject(java.io.ObjectOutputStream out) throws java.io.IOException {
              try {
                write(new org.apache.thrift.protocol.TCompactProtocol(new org.apache.thrift.transport.TIOStreamTransport(out)));
              } catch (org.apache.thrift.TException te) {
                throw new java.io.IOException(te);
              }
            }

            private void readObject(java.io.ObjectInputStream in) throws java.io.IOException, java.lang.ClassNotFoundException {
              try {
                ${bits}
                read(new org.apache.thrift.protocol.TCompactProtocol(new org.apache.thrift.transport.TIOStreamTransport(in)));
              } catch (org.apache.thrift.TException te) {
                throw new java.io.IOException(te);
              }
            }

            """;
    private static final String SCHEME = """
            private static <S extends org.apache.thrift.scheme.IScheme> S scheme(org.apache.thrift.protocol.TProtocol proto) {
              return (org.apache.thrift.scheme.StandardScheme.class.equals(proto.getScheme()) ? STANDARD_SCHEME_FACTORY : TUPLE_SCHEME_FACTORY).getScheme();
            }
            """;

    private final Context context;

    PlumbingWriter(Context context) {
        this.context = context;
    }

    String fieldForId() {
        return FIELD_FOR_ID;
    }

    String readAndWrite() {
        return READ_WRITE;
    }

    String scheme() {
        return SCHEME;
    }

    String validate(JavaStruct struct) {
        return Template.of(VALIDATE)
                .with("required", struct.each(JavaField::isRequired, field -> required(struct, field)))
                .with("structs", struct.each(PlumbingWriter::isStruct, field -> field.template(VALIDATE_FIELD)
                        .render()))
                .render();
    }

    private String required(JavaStruct struct, JavaField field) {
        if (!context.options().beans() && !field.nullable()) {
            return "";
        }
        return missing(
                struct,
                field,
                context.options().beans() ? "!" + field.isSet() : "this." + field.variable() + " == null");
    }

    /** The exception for a required field without a value. */
    static String missing(JavaStruct struct, JavaField field, String unset) {
        return field.template(REQUIRED)
                .with("raw", struct.type().name())
                .with("unset", unset)
                .render();
    }

    private static boolean isStruct(JavaField field) {
        return field.resolved() instanceof StructType struct && struct.kind() == StructType.Kind.STRUCT;
    }

    /** Java serialization, which does not call the constructor that would initialize the bits. */
    String serialization(String bitsType) {
        String bits =
                switch (bitsType) {
                    case "" -> "";
                    case "java.util.BitSet" -> "__isset_bit_vector = new java.util.BitSet(1);";
                    default -> "__isset_bitfield = 0;";
                };
        return Template.of(SERIALIZATION).with("bits", bits).render();
    }
}
