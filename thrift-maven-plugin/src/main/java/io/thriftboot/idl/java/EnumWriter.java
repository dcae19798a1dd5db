package io.thriftboot.idl.java;

import io.thriftboot.idl.model.EnumType;
import java.util.stream.Collectors;

/** Writes enums. */
final class EnumWriter {

    private static final String ENUM = """
            ${doc}
            ${generated}
            ${deprecated}
            public enum ${Enum} implements org.apache.thrift.TEnum {
              ${members}

              private final int value;

              private ${Enum}(int value) {
                this.value = value;
              }

              /** The number in the IDL. */
              @Override
              public int getValue() {
                return value;
              }

              /**
               * Finds a value by its number in the IDL.
               *
               * @param value the number
               * @return the value, or null if no value has the number
               */
              @org.apache.thrift.annotation.Nullable
              public static ${Enum} findByValue(int value) {
                switch (value) {
                  ${cases}
                  default:
                    return null;
                }
              }
            }
            """;
    private static final String MEMBER = """
            ${doc}
            ${deprecated}
            ${name}(${number})""";
    private static final String CASE = """
            case ${number}:
              return ${name};
            """;

    private final Context context;

    EnumWriter(Context context) {
        this.context = context;
    }

    JavaFile write(EnumType type) {
        String name = JavaNames.identifier(type.name());
        String members = type.members().stream().map(EnumWriter::member).collect(Collectors.joining(",\n"));
        String body = Template.of(ENUM)
                .with("doc", Javadoc.of(type.doc()))
                .with("generated", context.header().generated())
                .with("deprecated", Header.deprecated(type.annotations()))
                .with("Enum", name)
                .with("members", members + ";")
                .with("cases", type.members().stream().map(EnumWriter::number).collect(Collectors.joining()))
                .render();
        return context.header().file(context, name, body);
    }

    private static String member(EnumType.Member member) {
        return Template.of(MEMBER)
                .with("doc", Javadoc.of(member.doc()))
                .with("deprecated", Header.deprecated(member.annotations()))
                .with("name", JavaNames.identifier(member.name()))
                .with("number", member.number())
                .render()
                .stripTrailing();
    }

    private static String number(EnumType.Member member) {
        return Template.of(CASE)
                .with("name", JavaNames.identifier(member.name()))
                .with("number", member.number())
                .render();
    }
}
