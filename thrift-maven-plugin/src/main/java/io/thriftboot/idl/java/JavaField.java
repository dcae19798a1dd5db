package io.thriftboot.idl.java;

import io.thriftboot.idl.model.BaseType;
import io.thriftboot.idl.model.Field;
import io.thriftboot.idl.model.Type;
import java.util.Map;

/** A field with its Java names. */
final class JavaField {

    private final Field field;
    private final Context context;

    JavaField(Field field, Context context) {
        this.field = field;
        this.context = context;
    }

    Field field() {
        return field;
    }

    /** The declared type, which may be a typedef. */
    Type type() {
        return field.type();
    }

    Type resolved() {
        return field.type().resolved();
    }

    boolean nullable() {
        return JavaTypes.isNullable(field.type());
    }

    boolean isBinary() {
        return resolved().is(BaseType.Kind.BINARY);
    }

    boolean isOptional() {
        return field.presence() == Field.Presence.OPTIONAL;
    }

    boolean isRequired() {
        return field.presence() == Field.Presence.REQUIRED;
    }

    String constant() {
        return JavaNames.constant(field.name());
    }

    String variable() {
        return JavaNames.identifier(field.name());
    }

    String cap() {
        return context.names().cap(field.name());
    }

    /** The call that tells whether the field is set. */
    String isSet() {
        return "is" + context.names().cap("set") + cap() + "()";
    }

    /** The name of the method that marks the field as set or not. */
    String setIsSet() {
        return "set" + cap() + context.names().cap("isSet");
    }

    String getter() {
        return (resolved().is(BaseType.Kind.BOOL) ? "is" : "get") + cap();
    }

    /** A template whose holes for a field's names are filled. */
    Template template(String text) {
        return Template.of(text).with(holes());
    }

    private Map<String, String> holes() {
        return Map.of(
                "name", field.name(),
                "var", variable(),
                "Cap", cap(),
                "CONST", constant(),
                "BIT", JavaNames.bit(field.name()),
                "type", context.types().name(field.type()),
                "boxed", context.types().boxed(field.type()),
                "isSet", isSet(),
                "setIsSet", setIsSet(),
                "getter", getter());
    }
}
