package io.thriftboot.model;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads JSON text into maps, lists, strings, booleans, {@code null} and {@link Digits}, which keep their digits. The runtime
 * needs no library for it: numbers of 64 bits must survive, and errors must say where they are.
 */
final class Json {

    private static final Pattern NUMBER = Pattern.compile("-?(0|[1-9]\\d*)(\\.\\d+)?([eE][+-]?\\d+)?");

    private final String text;
    private final int maxDepth;
    private int at;
    private int depth;

    private Json(String text, int maxDepth) {
        this.text = text;
        this.maxDepth = maxDepth;
    }

    /**
     * A number as it is written.
     *
     * @param text its digits
     */
    record Digits(String text) {

        @Override
        public String toString() {
            return text;
        }
    }

    /**
     * Reads one value and nothing else.
     *
     * @throws BadJsonException if the text is no JSON, names a member twice or is nested deeper than allowed
     */
    static @Nullable Object parse(String text, int maxDepth) {
        Json json = new Json(text, maxDepth);
        Object value = json.value();
        json.skipBlanks();
        if (json.at < text.length()) {
            throw json.unexpected();
        }
        return value;
    }

    private @Nullable Object value() {
        skipBlanks();
        char next = peek();
        return switch (next) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> string();
            case 't' -> literal("true", true);
            case 'f' -> literal("false", false);
            case 'n' -> literal("null", null);
            default -> number();
        };
    }

    private Map<String, @Nullable Object> object() {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        open();
        for (boolean more = !closes('}'); more; more = goesOn('}')) {
            skipBlanks();
            int start = at;
            if (peek() != '"') {
                throw unexpected();
            }
            String name = string();
            if (members.containsKey(name)) {
                throw wrong(start, "'" + name + "' a second time");
            }
            skipBlanks();
            expect(':');
            members.put(name, value());
        }
        depth--;
        return members;
    }

    private List<@Nullable Object> array() {
        List<@Nullable Object> elements = new ArrayList<>();
        open();
        for (boolean more = !closes(']'); more; more = goesOn(']')) {
            elements.add(value());
        }
        depth--;
        return elements;
    }

    private void open() {
        if (++depth > maxDepth) {
            throw wrong(at, "nested deeper than " + maxDepth + " levels");
        }
        at++;
    }

    private boolean closes(char end) {
        skipBlanks();
        if (peek() == end) {
            at++;
            return true;
        }
        return false;
    }

    private boolean goesOn(char end) {
        if (closes(end)) {
            return false;
        }
        expect(',');
        return true;
    }

    private void expect(char expected) {
        if (peek() != expected) {
            throw unexpected();
        }
        at++;
    }

    private String string() {
        StringBuilder result = new StringBuilder();
        int start = at++;
        while (true) {
            if (at >= text.length()) {
                throw wrong(start, "a string without its end");
            }
            char c = text.charAt(at);
            if (c == '"') {
                at++;
                return result.toString();
            }
            if (c < ' ') {
                throw unexpected();
            }
            at++;
            result.append(c == '\\' ? escaped() : c);
        }
    }

    private char escaped() {
        char c = peek();
        int code = "\"\\/bfnrt".indexOf(c);
        if (code >= 0) {
            at++;
            return "\"\\/\b\f\n\r\t".charAt(code);
        }
        if (c != 'u' || !text.substring(at + 1, Math.min(text.length(), at + 5)).matches("[0-9a-fA-F]{4}")) {
            throw unexpected();
        }
        at += 5;
        return (char) Integer.parseInt(text.substring(at - 4, at), 16);
    }

    private @Nullable Object literal(String name, @Nullable Object value) {
        if (!text.startsWith(name, at)) {
            throw unexpected();
        }
        at += name.length();
        return value;
    }

    private Digits number() {
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (!number.lookingAt()) {
            throw unexpected();
        }
        at = number.end();
        return new Digits(number.group());
    }

    private void skipBlanks() {
        while (at < text.length() && " \t\r\n".indexOf(text.charAt(at)) >= 0) {
            at++;
        }
    }

    private char peek() {
        return at < text.length() ? text.charAt(at) : '\0';
    }

    private BadJsonException unexpected() {
        return wrong(at, at < text.length() ? "unexpected '" + text.charAt(at) + "'" : "unexpected end");
    }

    private BadJsonException wrong(int where, String what) {
        int line = (int) text.substring(0, where).chars().filter(c -> c == '\n').count() + 1;
        int column = where - text.lastIndexOf('\n', where - 1);
        return new BadJsonException("line " + line + ", column " + column + ": " + what);
    }

    /** Writes a value: maps, lists, strings, and what else is written as it prints, such as numbers. */
    static void write(@Nullable Object value, StringBuilder into) {
        if (value instanceof Map<?, ?> map) {
            char before = '{';
            for (Map.Entry<?, ?> member : map.entrySet()) {
                quote(String.valueOf(member.getKey()), into.append(before));
                write(member.getValue(), into.append(':'));
                before = ',';
            }
            into.append(map.isEmpty() ? "{}" : "}");
        } else if (value instanceof List<?> list) {
            char before = '[';
            for (Object element : list) {
                write(element, into.append(before));
                before = ',';
            }
            into.append(list.isEmpty() ? "[]" : "]");
        } else if (value instanceof String string) {
            quote(string, into);
        } else {
            into.append(Objects.toString(value));
        }
    }

    static String text(@Nullable Object value) {
        StringBuilder text = new StringBuilder();
        write(value, text);
        return text.toString();
    }

    /** Characters that a page or a terminal could take for something else are escaped, too. */
    static void quote(String text, StringBuilder into) {
        into.append('"');
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            int code = "\"\\\b\f\n\r\t".indexOf(c);
            if (code >= 0) {
                into.append('\\').append("\"\\bfnrt".charAt(code));
            } else if (c < ' ' || c == 0x7F || c == '\u2028' || c == '\u2029') {
                into.append("\\u%04x".formatted((int) c));
            } else {
                into.append(c);
            }
        }
        into.append('"');
    }
}
