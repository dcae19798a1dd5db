package io.thriftboot.idl.java;

import java.util.Locale;
import java.util.Set;

/** Java names for the names of the IDL. */
final class JavaNames {

    private static final Set<String> RESERVED = Set.of(
            "abstract",
            "assert",
            "boolean",
            "break",
            "byte",
            "case",
            "catch",
            "char",
            "class",
            "const",
            "continue",
            "default",
            "do",
            "double",
            "else",
            "enum",
            "extends",
            "final",
            "finally",
            "float",
            "for",
            "goto",
            "if",
            "implements",
            "import",
            "instanceof",
            "int",
            "interface",
            "long",
            "native",
            "new",
            "package",
            "private",
            "protected",
            "public",
            "return",
            "short",
            "static",
            "strictfp",
            "super",
            "switch",
            "synchronized",
            "this",
            "throw",
            "throws",
            "transient",
            "try",
            "void",
            "volatile",
            "while",
            "true",
            "false",
            "null");

    private final boolean noCamel;
    private final boolean fullCamel;

    JavaNames(JavaOptions options) {
        this.noCamel = options.has("nocamel");
        this.fullCamel = options.has("fullcamel");
    }

    /** The name itself, or one that can stand for it where Java reserves it. */
    static String identifier(String name) {
        String plain = name.replaceAll("[^A-Za-z0-9_]", "_");
        String identifier = plain.matches("[0-9].*") ? "_" + plain : plain;
        return RESERVED.contains(identifier) ? "$" + identifier : identifier;
    }

    /** The name of the constant for a field in {@code _Fields}. */
    static String constant(String name) {
        return name.replaceAll("(?<=[^A-Z])(?=[A-Z])", "_").toUpperCase(Locale.ROOT);
    }

    /** The name of the constant for a field's bit among those that are set. */
    static String bit(String name) {
        return "__" + name.toUpperCase(Locale.ROOT) + "_ISSET_ID";
    }

    /** The name as the second part of another one, as in {@code getName}. */
    String cap(String name) {
        if (noCamel) {
            return "_" + name;
        }
        return fullCamel ? camel(name, true) : name.substring(0, 1).toUpperCase(Locale.ROOT) + name.substring(1);
    }

    /** The name of a service's method. */
    String method(String name) {
        return identifier(fullCamel ? camel(name, false) : name);
    }

    /** The name of the client's method that does a part of a call. */
    String part(String part, String function) {
        return fullCamel ? part + camel(function, true) : part + "_" + function;
    }

    private static String camel(String name, boolean upper) {
        String start = name.replaceFirst("^_+", "");
        if (start.isEmpty()) {
            return name;
        }
        StringBuilder result = new StringBuilder();
        result.append(upper ? Character.toUpperCase(start.charAt(0)) : Character.toLowerCase(start.charAt(0)));
        for (int i = 1; i < start.length(); i++) {
            char c = start.charAt(i);
            if (c != '_') {
                result.append(c);
            } else if (i + 1 < start.length()) {
                result.append(Character.toUpperCase(start.charAt(++i)));
            }
        }
        return result.toString();
    }
}
