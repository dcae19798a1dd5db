package io.thriftboot.idl.java;

import io.thriftboot.idl.model.BaseType;
import io.thriftboot.idl.model.ContainerType;
import io.thriftboot.idl.model.EnumType;
import io.thriftboot.idl.model.StructType;
import io.thriftboot.idl.model.Type;

/** Writes code that writes a value to {@code oprot}. */
final class WriteWriter {

    private static final String CONTAINER = """
            {
              ${begin}
              for (${element} ${item} : ${items})
              {
                ${write}
              }
              ${end}
            }
            """;

    private final Context context;

    WriteWriter(Context context) {
        this.context = context;
    }

    /**
     * Code for a value.
     *
     * @param source an expression for the value
     * @param type the type of the value
     * @param selfDescribing whether the protocol carries the types and the ends of containers
     */
    String write(String source, Type type, boolean selfDescribing) {
        Type resolved = type.resolved();
        if (resolved instanceof StructType) {
            return source + ".write(oprot);\n";
        }
        if (resolved instanceof ContainerType container) {
            return container(source, container, selfDescribing);
        }
        if (resolved instanceof EnumType) {
            return "oprot.writeI32(" + source + ".getValue());\n";
        }
        return "oprot.write" + ReadWriter.method(((BaseType) resolved).kind()) + "(" + source + ");\n";
    }

    private String container(String source, ContainerType type, boolean selfDescribing) {
        String kind = ReadWriter.kind(type);
        String item = context.variable("_iter");
        String header = "oprot.write%1$sBegin(new org.apache.thrift.protocol.T%1$s(%2$s, %3$s.size()));"
                .formatted(kind, ReadWriter.wireTypes(type), source);
        return Template.of(CONTAINER)
                .with(
                        type instanceof ContainerType.MapType map
                                ? entries(source, map, item, selfDescribing)
                                : elements(source, JavaTypes.element(type), item, selfDescribing))
                .with("begin", selfDescribing ? header : "oprot.writeI32(" + source + ".size());")
                .with("item", item)
                .with("end", selfDescribing ? "oprot.write" + kind + "End();" : "")
                .render();
    }

    private java.util.Map<String, String> elements(String source, Type element, String item, boolean selfDescribing) {
        return java.util.Map.of(
                "element", context.types().name(element),
                "items", source,
                "write", write(item, element, selfDescribing));
    }

    private java.util.Map<String, String> entries(
            String source, ContainerType.MapType map, String item, boolean selfDescribing) {
        return java.util.Map.of(
                "element",
                "java.util.Map.Entry<" + context.types().boxed(map.key()) + ", "
                        + context.types().boxed(map.value()) + ">",
                "items",
                source + ".entrySet()",
                "write",
                write(item + ".getKey()", map.key(), selfDescribing)
                        + write(item + ".getValue()", map.value(), selfDescribing));
    }
}
