package io.thriftboot.idl.java;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with holes such as {@code ${name}}. A hole alone on its line takes any number of lines, which get the hole's
 * indentation; no lines leave no line.
 */
final class Template {

    private static final Pattern HOLE = Pattern.compile("\\$\\{(\\w+)}");
    private static final Pattern BLOCK = Pattern.compile("(\\s*)\\$\\{(\\w+)}");

    private final String text;
    private final Map<String, String> values = new HashMap<>();

    private Template(String text) {
        this.text = text;
    }

    static Template of(String text) {
        return new Template(text);
    }

    Template with(String hole, Object value) {
        values.put(hole, value.toString());
        return this;
    }

    Template with(Map<String, String> more) {
        values.putAll(more);
        return this;
    }

    String render() {
        StringBuilder result = new StringBuilder();
        text.lines().forEach(line -> {
            Matcher block = BLOCK.matcher(line);
            if (block.matches()) {
                value(block.group(2)).lines().forEach(inner -> append(result, block.group(1), inner));
            } else {
                append(
                        result,
                        "",
                        HOLE.matcher(line).replaceAll(hole -> Matcher.quoteReplacement(value(hole.group(1)))));
            }
        });
        return result.toString();
    }

    private static void append(StringBuilder result, String indentation, String line) {
        result.append((indentation + line).stripTrailing()).append('\n');
    }

    private String value(String hole) {
        String value = values.get(hole);
        if (value == null) {
            throw new IllegalStateException("hole without a value: " + hole + " in:\n" + text);
        }
        return value;
    }
}
