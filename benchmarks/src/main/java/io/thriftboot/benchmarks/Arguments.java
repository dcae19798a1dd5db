package io.thriftboot.benchmarks;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A command line: words, and options as {@code --name=value}, {@code --name value} or {@code --name} alone at the end. */
final class Arguments {

    private final List<String> words = new ArrayList<>();
    private final Map<String, String> options = new LinkedHashMap<>();
    private final Set<String> known = new HashSet<>();

    Arguments(String... arguments) {
        for (int i = 0; i < arguments.length; i++) {
            String argument = arguments[i];
            int equals = argument.indexOf('=');
            if (!argument.startsWith("--")) {
                words.add(argument);
            } else if (equals > 0) {
                options.put(argument.substring(2, equals), argument.substring(equals + 1));
            } else if (i + 1 < arguments.length && !arguments[i + 1].startsWith("--")) {
                options.put(argument.substring(2), arguments[++i]);
            } else {
                options.put(argument.substring(2), "true");
            }
        }
    }

    List<String> words() {
        return words;
    }

    String text(String name, String otherwise) {
        known.add(name);
        return options.getOrDefault(name, otherwise);
    }

    int number(String name, int otherwise) {
        return (int) decimal(name, otherwise);
    }

    double decimal(String name, double otherwise) {
        String value = text(name, String.valueOf(otherwise));
        try {
            return Double.parseDouble(value);
        } catch (NumberFormatException ex) {
            throw new IllegalArgumentException("--" + name + ": " + value + " (expected: a number)", ex);
        }
    }

    /** To be called when all options have been read: a mistyped one must not be passed over. */
    void refuseOthers() {
        for (String name : options.keySet()) {
            if (!known.contains(name)) {
                throw new IllegalArgumentException(
                        "--" + name + ": unknown (expected: --" + String.join(" --", known) + ")");
            }
        }
    }
}
