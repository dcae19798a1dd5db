package io.thriftboot.idl.java;

import java.util.Comparator;
import java.util.stream.Collectors;

/** Writes the scheme for protocols that describe themselves. */
final class StandardSchemeWriter {

    private static final String SCHEME = """
            private static class ${raw}StandardSchemeFactory implements org.apache.thrift.scheme.SchemeFactory {
              private static final ${raw}StandardScheme SCHEME = new ${raw}StandardScheme();

              @Override
              public ${raw}StandardScheme getScheme() {
                return SCHEME;
              }
            }

            private static class ${raw}StandardScheme extends org.apache.thrift.scheme.StandardScheme<${Struct}> {

              @Override
              public void read(org.apache.thrift.protocol.TProtocol iprot, ${Struct} struct) throws org.apache.thrift.TException {
                ${read}
              }

              @Override
              public void write(org.apache.thrift.protocol.TProtocol oprot, ${Struct} struct) throws org.apache.thrift.TException {
                struct.validate();

                oprot.writeStructBegin(STRUCT_DESC);
                ${write}
                oprot.writeFieldStop();
                oprot.writeStructEnd();
              }

            }

            """;
    private static final String READ = """
            org.apache.thrift.protocol.TField schemeField;
            iprot.readStructBegin();
            while (true)
            {
              schemeField = iprot.readFieldBegin();
              if (schemeField.type == org.apache.thrift.protocol.TType.STOP) {
                break;
              }
              switch (schemeField.id) {
                ${fields}
                default:
                  org.apache.thrift.protocol.TProtocolUtil.skip(iprot, schemeField.type);
              }
              iprot.readFieldEnd();
            }
            iprot.readStructEnd();

            ${required}
            struct.validate();
            """;
    private static final String READ_FIELD = """
            case ${id}:
              if (schemeField.type == ${wireType}) {
                ${read}
                struct.${setIsSet}(true);
              } else {
                org.apache.thrift.protocol.TProtocolUtil.skip(iprot, schemeField.type);
              }
              break;
            """;
    private static final String WRITE_FIELD = """
            oprot.writeFieldBegin(${CONST}_FIELD_DESC);
            ${write}
            oprot.writeFieldEnd();
            """;
    private static final String WHEN = """
            if (${condition}) {
              ${code}
            }
            """;

    private final Context context;
    private final boolean result;

    StandardSchemeWriter(Context context, boolean result) {
        this.context = context;
        this.result = result;
    }

    String write(JavaStruct struct) {
        String read = Template.of(READ)
                .with("fields", struct.each(this::readField))
                .with("required", context.options().beans() ? "" : required(struct))
                .render();
        String write = struct.fields().stream()
                .sorted(Comparator.comparing(field -> field.field().id()))
                .map(this::writeField)
                .collect(Collectors.joining());
        return struct.template(SCHEME)
                .with("read", RecursionGuard.around("iprot", read, context.options()))
                .with("write", write)
                .render();
    }

    private static String required(JavaStruct struct) {
        return struct.each(
                field -> field.isRequired() && !field.nullable(),
                field -> PlumbingWriter.missing(struct, field, "!struct." + field.isSet()));
    }

    private String readField(JavaField field) {
        return field.template(READ_FIELD)
                .with("id", field.field().id())
                .with("wireType", JavaTypes.wireType(field.type()))
                .with("read", new ReadWriter(context).read("struct." + field.variable(), field.type(), true))
                .render();
    }

    private String writeField(JavaField field) {
        String code = field.template(WRITE_FIELD)
                .with("write", new WriteWriter(context).write("struct." + field.variable(), field.type(), true))
                .render();
        if (field.isOptional() || (result && !field.nullable())) {
            code = when("struct." + field.isSet(), code);
        }
        return field.nullable() ? when("struct." + field.variable() + " != null", code) : code;
    }

    private static String when(String condition, String code) {
        return Template.of(WHEN).with("condition", condition).with("code", code).render();
    }
}
