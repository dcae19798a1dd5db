package io.thriftboot.idl.json;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Maps, lists, strings, numbers and booleans as JSON text. */
final class Json {

    private Json() {}

    static String text(Object value) {
        return text(value, "") + "\n";
    }

    private static String text(Object value, String indentation) {
        if (value instanceof Map<?, ?> map) {
            return lines(
                    "{",
                    "}",
                    map.entrySet(),
                    indentation,
                    inner -> entry -> quote(String.valueOf(entry.getKey())) + ": " + text(entry.getValue(), inner));
        }
        if (value instanceof List<?> list) {
            return lines("[", "]", list, indentation, inner -> item -> text(item, inner));
        }
        return value instanceof String string ? quote(string) : String.valueOf(value);
    }

    private static <T> String lines(
            String open,
            String close,
            Collection<T> items,
            String indentation,
            Function<String, Function<T, String>> text) {
        if (items.isEmpty()) {
            return open + close;
        }
        String inner = indentation + "  ";
        return items.stream()
                .map(item -> inner + text.apply(inner).apply(item))
                .collect(Collectors.joining(",\n", open + "\n", "\n" + indentation + close));
    }

    private static String quote(String text) {
        StringBuilder result = new StringBuilder("\"");
        text.chars().forEach(c -> {
            switch (c) {
                case '"' -> result.append("\\\"");
                case '\\' -> result.append("\\\\");
                case '\n' -> result.append("\\n");
                case '\r' -> result.append("\\r");
                case '\t' -> result.append("\\t");
                default -> result.append(c < ' ' ? "\\u%04x".formatted(c) : String.valueOf((char) c));
            }
        });
        return result.append('"').toString();
    }
}
