package io.thriftboot.idl.java;

import io.thriftboot.idl.model.BaseType;
import io.thriftboot.idl.model.ContainerType;
import io.thriftboot.idl.model.StructType;
import io.thriftboot.idl.model.Type;
import io.thriftboot.idl.model.Value;

/** Code that makes constant values: expressions, and the statements that must run before them. */
final class ValueCode {

    private final Context context;
    private final StringBuilder statements = new StringBuilder();

    ValueCode(Context context) {
        this.context = context;
    }

    /** What must run before the expressions. */
    String statements() {
        return statements.toString();
    }

    static boolean isScalar(Type type) {
        Type resolved = type.resolved();
        return !(resolved instanceof StructType) && !(resolved instanceof ContainerType);
    }

    /** The statements that give a variable its value. */
    void assign(String variable, Type type, Value value) {
        statements.append(variable).append(" = ").append(start(type, value)).append(";\n");
        fill(variable, type, value);
    }

    /** An expression for the value, or for what is filled by {@link #fill}. */
    String start(Type type, Value value) {
        if (isScalar(type)) {
            return scalar(type, value);
        }
        return JavaTypes.isContainer(type)
                ? context.types().newContainer(type, "")
                : "new " + context.types().boxed(type) + "()";
    }

    /** Adds what is in the value to a variable. */
    void fill(String variable, Type type, Value value) {
        Type resolved = type.resolved();
        if (value instanceof Value.Fields fields) {
            fields.fields()
                    .forEach(field -> call(
                            variable,
                            "set" + context.names().cap(field.field().name()),
                            expression(field.field().type(), field.value())));
        } else if (value instanceof Value.Entries entries && resolved instanceof ContainerType.MapType map) {
            entries.entries()
                    .forEach(entry -> call(
                            variable,
                            "put",
                            expression(map.key(), entry.key()) + ", " + expression(map.value(), entry.value())));
        } else if (value instanceof Value.Elements elements) {
            Type element = JavaTypes.element((ContainerType) resolved);
            elements.elements().forEach(item -> call(variable, "add", expression(element, item)));
        }
    }

    private void call(String variable, String method, String arguments) {
        statements.append("%s.%s(%s);%n".formatted(variable, method, arguments).replace("\r", ""));
    }

    /** An expression for the value; what it needs is among the statements. */
    String expression(Type type, Value value) {
        if (isScalar(type)) {
            return scalar(type, value);
        }
        String variable = context.variable("tmp");
        statements
                .append(context.types().name(type))
                .append(' ')
                .append(variable)
                .append(" = ")
                .append(start(type, value))
                .append(";\n");
        fill(variable, type, value);
        return variable;
    }

    private String scalar(Type type, Value value) {
        if (value instanceof Value.EnumMember member && !(type.resolved() instanceof BaseType)) {
            return context.types().qualified(member.type()) + "."
                    + JavaNames.identifier(member.member().name());
        }
        if (value instanceof Value.Text text) {
            return text(type, Ascii.quote(text.text()));
        }
        if (value instanceof Value.Fraction fraction) {
            return String.valueOf(fraction.number());
        }
        return whole(((BaseType) type.resolved()).kind(), ((Value.Whole) value).number());
    }

    private static String text(Type type, String literal) {
        if (type.is(BaseType.Kind.BINARY)) {
            return "java.nio.ByteBuffer.wrap(" + literal + ".getBytes(java.nio.charset.StandardCharsets.UTF_8))";
        }
        return type.is(BaseType.Kind.UUID) ? "java.util.UUID.fromString(" + literal + ")" : literal;
    }

    private static String whole(BaseType.Kind kind, long number) {
        return switch (kind) {
            case BOOL -> String.valueOf(number > 0);
            case I8 -> "(byte)" + number;
            case I16 -> "(short)" + number;
            case I64 -> number + "L";
            case DOUBLE -> number + "d";
            default -> String.valueOf(number);
        };
    }
}
