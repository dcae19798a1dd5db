package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.ValueTree;

/** How values are called in messages. */
final class ValueNames {

    private ValueNames() {}

    static String of(ValueTree tree) {
        if (tree instanceof ValueTree.Whole whole) {
            return String.valueOf(whole.value());
        }
        if (tree instanceof ValueTree.Fraction fraction) {
            return String.valueOf(fraction.value());
        }
        if (tree instanceof ValueTree.Text text) {
            return "\"" + text.value() + "\"";
        }
        if (tree instanceof ValueTree.Reference reference) {
            return reference.name().text();
        }
        return tree instanceof ValueTree.Values ? "a list" : "a map";
    }

    /** What a value of a type looks like. */
    static String expected(Type type) {
        if (type instanceof BaseType base) {
            return expected(base.kind());
        }
        if (type instanceof ContainerType) {
            return type instanceof ContainerType.MapType ? "{key: value, …}" : "[value, …]";
        }
        return type instanceof EnumType enumType ? "a value of enum " + enumType.name() : "{\"field\": value, …}";
    }

    private static String expected(BaseType.Kind kind) {
        return switch (kind) {
            case VOID -> "nothing";
            case BOOL -> "true or false";
            case I8 -> "a whole number of 8 bits";
            case I16 -> "a whole number of 16 bits";
            case I32 -> "a whole number of 32 bits";
            case I64 -> "a whole number of 64 bits";
            case DOUBLE -> "a number";
            case STRING, BINARY, UUID -> "a string in quotes";
        };
    }
}
