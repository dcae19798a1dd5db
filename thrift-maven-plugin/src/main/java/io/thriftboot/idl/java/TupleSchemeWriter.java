package io.thriftboot.idl.java;

import java.util.List;

/** Writes the scheme for protocols that carry values only. */
final class TupleSchemeWriter {

    private static final String SCHEME = """
            private static class ${raw}TupleSchemeFactory implements org.apache.thrift.scheme.SchemeFactory {
              private static final ${raw}TupleScheme SCHEME = new ${raw}TupleScheme();

              @Override
              public ${raw}TupleScheme getScheme() {
                return SCHEME;
              }
            }

            private static class ${raw}TupleScheme extends org.apache.thrift.scheme.TupleScheme<${Struct}> {

              @Override
              public void write(org.apache.thrift.protocol.TProtocol prot, ${Struct} struct) throws org.apache.thrift.TException {
                org.apache.thrift.protocol.TTupleProtocol oprot = (org.apache.thrift.protocol.TTupleProtocol) prot;
                ${required}
                ${optional}
              }

              @Override
              public void read(org.apache.thrift.protocol.TProtocol prot, ${Struct} struct) throws org.apache.thrift.TException {
                ${read}
              }
            }

            """;
    private static final String WRITE_OPTIONAL = """
            java.util.BitSet optionals = new java.util.BitSet();
            ${bits}
            oprot.writeBitSet(optionals, ${count});
            ${values}
            """;
    private static final String BIT = """
            if (struct.${isSet}) {
              optionals.set(${index});
            }
            """;
    private static final String WRITE = """
            if (struct.${isSet}) {
              ${write}
            }
            """;
    private static final String READ = """
            org.apache.thrift.protocol.TTupleProtocol iprot = (org.apache.thrift.protocol.TTupleProtocol) prot;
            ${required}
            ${optional}
            """;
    private static final String READ_OPTIONAL = """
            if (incoming.get(${index})) {
              ${read}
            }
            """;
    private static final String READ_FIELD = """
            ${read}
            struct.${setIsSet}(true);
            """;

    private final Context context;

    TupleSchemeWriter(Context context) {
        this.context = context;
    }

    String write(JavaStruct struct) {
        List<JavaField> optional =
                struct.fields().stream().filter(field -> !field.isRequired()).toList();
        String read = Template.of(READ)
                .with("required", struct.each(JavaField::isRequired, this::readField))
                .with("optional", optional.isEmpty() ? "" : readOptional(optional))
                .render();
        return struct.template(SCHEME)
                .with("required", struct.each(JavaField::isRequired, this::writeField))
                .with("optional", optional.isEmpty() ? "" : writeOptional(optional))
                .with("read", RecursionGuard.around("prot", read, context.options()))
                .render();
    }

    private String writeOptional(List<JavaField> fields) {
        StringBuilder bits = new StringBuilder();
        StringBuilder values = new StringBuilder();
        for (JavaField field : fields) {
            bits.append(field.template(BIT).with("index", fields.indexOf(field)).render());
            values.append(field.template(WRITE).with("write", writeField(field)).render());
        }
        return Template.of(WRITE_OPTIONAL)
                .with("bits", bits)
                .with("count", fields.size())
                .with("values", values)
                .render();
    }

    private String readOptional(List<JavaField> fields) {
        StringBuilder code =
                new StringBuilder("java.util.BitSet incoming = iprot.readBitSet(" + fields.size() + ");\n");
        for (JavaField field : fields) {
            code.append(field.template(READ_OPTIONAL)
                    .with("index", fields.indexOf(field))
                    .with("read", readField(field))
                    .render());
        }
        return code.toString();
    }

    private String writeField(JavaField field) {
        return new WriteWriter(context).write("struct." + field.variable(), field.type(), false);
    }

    private String readField(JavaField field) {
        return field.template(READ_FIELD)
                .with("read", new ReadWriter(context).read("struct." + field.variable(), field.type(), false))
                .render();
    }
}
