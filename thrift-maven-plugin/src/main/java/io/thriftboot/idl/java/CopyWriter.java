package io.thriftboot.idl.java;

import io.thriftboot.idl.model.BaseType;
import io.thriftboot.idl.model.ContainerType;
import io.thriftboot.idl.model.EnumType;
import io.thriftboot.idl.model.StructType;
import io.thriftboot.idl.model.Type;

/** Writes the deep copy of a field's value. */
final class CopyWriter {

    private static final String FIELD = """
            if (other.${isSet}) {
              ${container}
              this.${var} = ${copy};
            }
            """;
    private static final String ELEMENTS = """
            ${type} ${copy} = ${new};
            for (${element} ${item} : ${source}) {
              ${container}
              ${copy}.add(${value});
            }
            """;
    private static final String ENTRIES = """
            ${type} ${copy} = ${new};
            for (java.util.Map.Entry<${key}, ${val}> ${item} : ${source}.entrySet()) {
              ${keyContainer}
              ${valueContainer}
              ${copy}.put(${keyValue}, ${value});
            }
            """;

    private final Context context;

    CopyWriter(Context context) {
        this.context = context;
    }

    String copy(JavaField field) {
        if (!field.nullable()) {
            return field.template("this.${var} = other.${var};\n").render();
        }
        Copied copied = copied("other." + field.variable(), field.type());
        return field.template(FIELD)
                .with("container", copied.statements())
                .with("copy", copied.expression())
                .render();
    }

    private Copied copied(String source, Type type) {
        Type resolved = type.resolved();
        if (resolved instanceof ContainerType container) {
            return container(source, container);
        }
        if (type.is(BaseType.Kind.BINARY)) {
            return new Copied("", "org.apache.thrift.TBaseHelper.copyBinary(" + source + ")");
        }
        return resolved instanceof StructType
                ? new Copied("", "new " + context.types().boxed(resolved) + "(" + source + ")")
                : new Copied("", source);
    }

    private Copied container(String source, ContainerType type) {
        String copy = context.variable("_copy");
        if (isShallow(type)) {
            String statement = "%s %s = new %s(%s);\n"
                    .formatted(context.types().name(type), copy, context.types().implementation(type), source);
            return new Copied(statement, copy);
        }
        Template template = type instanceof ContainerType.MapType map ? entries(map) : elements(type);
        String statements = template.with("type", context.types().name(type))
                .with("copy", copy)
                .with("new", context.types().newContainer(type, source + ".size()"))
                .with("source", source)
                .render();
        return new Copied(statements, copy);
    }

    private static boolean isShallow(ContainerType type) {
        return type instanceof ContainerType.MapType map
                ? isImmutable(map.key()) && !isEnum(map.key()) && isImmutable(map.value())
                : isImmutable(JavaTypes.element(type)) && !isEnum(JavaTypes.element(type));
    }

    private static boolean isImmutable(Type type) {
        return isEnum(type) || (type.resolved() instanceof BaseType && !type.is(BaseType.Kind.BINARY));
    }

    private static boolean isEnum(Type type) {
        return type.resolved() instanceof EnumType;
    }

    private Template elements(ContainerType type) {
        String item = context.variable("_item");
        Copied element = copied(item, JavaTypes.element(type));
        return Template.of(ELEMENTS)
                .with("element", context.types().boxed(JavaTypes.element(type)))
                .with("item", item)
                .with("container", element.statements())
                .with("value", element.expression());
    }

    private Template entries(ContainerType.MapType type) {
        String item = context.variable("_item");
        Copied key = copied(item + ".getKey()", type.key());
        Copied value = copied(item + ".getValue()", type.value());
        return Template.of(ENTRIES)
                .with("key", context.types().boxed(type.key()))
                .with("val", context.types().boxed(type.value()))
                .with("item", item)
                .with("keyContainer", key.statements())
                .with("keyValue", key.expression())
                .with("valueContainer", value.statements())
                .with("value", value.expression());
    }

    /** An expression for a copy, and the statements that must run before it. */
    private record Copied(String statements, String expression) {}
}
