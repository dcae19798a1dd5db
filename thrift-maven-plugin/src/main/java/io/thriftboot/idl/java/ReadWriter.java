package io.thriftboot.idl.java;

import io.thriftboot.idl.model.BaseType;
import io.thriftboot.idl.model.ContainerType;
import io.thriftboot.idl.model.EnumType;
import io.thriftboot.idl.model.StructType;
import io.thriftboot.idl.model.Type;

/** Writes code that reads a value from {@code iprot} into a variable. */
final class ReadWriter {

    private static final String ELEMENTS = """
            {
              org.apache.thrift.protocol.T${Kind} ${header} = iprot.read${Kind}Begin(${types});
              ${create}
              ${declare}
              for (int ${i} = 0; ${i} < ${header}.size; ++${i})
              {
                ${read}
                ${add}
              }
              ${end}
            }
            """;
    private static final String STRUCT = """
            ${target} = new ${type}();
            ${target}.read(iprot);
            """;
    private static final String REUSED_STRUCT = """
            if (${target} == null) {
              ${target} = new ${type}();
            }
            ${target}.read(iprot);
            """;
    private static final String IF_KNOWN = """
            if (${key} != null)
            {
              ${add}
            }
            """;

    private final Context context;

    ReadWriter(Context context) {
        this.context = context;
    }

    /**
     * Code for a value.
     *
     * @param target the variable
     * @param type the type of the value
     * @param selfDescribing whether the protocol carries the types and the ends of containers
     */
    String read(String target, Type type, boolean selfDescribing) {
        Type resolved = type.resolved();
        if (resolved instanceof StructType) {
            return Template.of(context.options().reuseObjects() ? REUSED_STRUCT : STRUCT)
                    .with("target", target)
                    .with("type", context.types().boxed(resolved))
                    .render();
        }
        if (resolved instanceof ContainerType container) {
            return container(target, container, selfDescribing);
        }
        if (resolved instanceof EnumType) {
            return target + " = " + context.types().qualified(resolved) + ".findByValue(iprot.readI32());\n";
        }
        return target + " = iprot.read" + method(((BaseType) resolved).kind()) + "();\n";
    }

    /** The name of a base type in the methods of protocols. */
    static String method(BaseType.Kind kind) {
        return switch (kind) {
            case I8 -> "Byte";
            case UUID -> "Uuid";
            default -> kind.name().charAt(0) + kind.name().substring(1).toLowerCase(java.util.Locale.ROOT);
        };
    }

    private String container(String target, ContainerType type, boolean selfDescribing) {
        String kind = kind(type);
        String header = context.variable("_header");
        return Template.of(ELEMENTS)
                .with(
                        type instanceof ContainerType.MapType map
                                ? entries(target, map, selfDescribing)
                                : elements(target, type, selfDescribing))
                .with("Kind", kind)
                .with("header", header)
                .with("types", selfDescribing ? "" : wireTypes(type))
                .with("create", create(target, type, header))
                .with("i", context.variable("_i"))
                .with("end", selfDescribing ? "iprot.read" + kind + "End();" : "")
                .render();
    }

    static String kind(ContainerType type) {
        return type.getClass().getSimpleName().replace("Type", "");
    }

    static String wireTypes(ContainerType type) {
        return type instanceof ContainerType.MapType map
                ? JavaTypes.wireType(map.key()) + ", " + JavaTypes.wireType(map.value())
                : JavaTypes.wireType(JavaTypes.element(type));
    }

    private String create(String target, ContainerType type, String header) {
        String capacity = type instanceof ContainerType.ListType ? header + ".size" : "2*" + header + ".size";
        String bounded = context.options().hasPreallocSize()
                ? "org.apache.thrift.TBaseHelper.preallocSize(" + capacity + ")"
                : "java.lang.Math.min(" + header + ".size, 1024)";
        String create = target + " = " + context.types().newContainer(type, bounded) + ";\n";
        return context.options().reuseObjects() ? "if (" + target + " == null) {\n  " + create + "}\n" : create;
    }

    private java.util.Map<String, String> elements(String target, ContainerType type, boolean selfDescribing) {
        Type element = JavaTypes.element(type);
        String variable = context.variable("_elem");
        return java.util.Map.of(
                "declare", declare(element, variable),
                "read", read(variable, element, selfDescribing),
                "add", ifKnown(element, variable, target + ".add(" + variable + ");"));
    }

    private java.util.Map<String, String> entries(String target, ContainerType.MapType map, boolean selfDescribing) {
        String key = context.variable("_key");
        String value = context.variable("_val");
        return java.util.Map.of(
                "declare", declare(map.key(), key) + declare(map.value(), value),
                "read", read(key, map.key(), selfDescribing) + read(value, map.value(), selfDescribing),
                "add", ifKnown(map.key(), key, target + ".put(" + key + ", " + value + ");"));
    }

    private String declare(Type type, String variable) {
        String nullable = JavaTypes.isNullable(type) ? "@org.apache.thrift.annotation.Nullable " : "";
        return nullable + context.types().name(type) + " " + variable + ";\n";
    }

    /** An enum's value that this code does not know is left out of containers. */
    private static String ifKnown(Type type, String variable, String add) {
        return type.resolved() instanceof EnumType
                ? Template.of(IF_KNOWN).with("key", variable).with("add", add).render()
                : add;
    }
}
