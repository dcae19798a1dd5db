package io.thriftboot.interop;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** What the scripts of every language check. */
final class Checks {

    /** Multiplexed clients of this project ask for the service they are made for, so they know no method that it has not. */
    static final String UNKNOWN_METHOD = "unknown method";

    private static final List<String> USERS =
            List.of("get", "list", "save", "declared exception", "oneway, then a call", "find");

    private static final List<String> EVERYTHING = List.of(
            "bool",
            "byte",
            "i16",
            "i32",
            "i64",
            "double",
            "double infinite",
            "double not a number",
            "negative zero",
            "string",
            "string beyond 16 bits",
            "binary",
            "void",
            "enum",
            "union",
            "recursive struct",
            "defaults",
            "optional",
            "field ids",
            "argument ids",
            "struct",
            "nested containers",
            "enum keys",
            "struct keys",
            "list of doubles",
            "list of lists of booleans",
            "constant received",
            "constant sent",
            "result",
            "first declared exception",
            "second declared exception",
            "declared exceptions of void",
            "undeclared exception",
            "undeclared exception of void",
            UNKNOWN_METHOD,
            "the same connection",
            "oneway executed");

    private Checks() {}

    /** Of the sample's services. */
    static List<String> sample() {
        Stream<String> others =
                Stream.of("multiplexed greet", UNKNOWN_METHOD, "unknown service", "the same connection");
        return Stream.concat(plainAndMultiplexed(USERS).stream(), others).toList();
    }

    /** Of the service with everything. */
    static List<String> everything() {
        return plainAndMultiplexed(EVERYTHING);
    }

    /** Of the service with everything, with one client. */
    static List<String> ofOne() {
        return EVERYTHING;
    }

    /** Of the service with everything, what a library cannot do; the scripts print why. */
    static List<String> inapplicable(StockLanguage language, String protocol) {
        return plainAndMultiplexed(inapplicableOfOne(language, protocol));
    }

    /** The same, with one client. */
    static List<String> inapplicableOfOne(StockLanguage language, String protocol) {
        Set<String> checks = new HashSet<>();
        if (protocol.equals("json")) {
            checks.addAll(List.of("double infinite", "double not a number"));
        }
        // Python's header protocol uses the library's implementation in C, which knows no negative ids.
        if (language == StockLanguage.PYTHON && protocol.equals("header")) {
            checks.addAll(List.of("field ids", "argument ids"));
        }
        if (language == StockLanguage.NODE) {
            checks.addAll(List.of("negative zero", "struct keys"));
            switch (protocol) {
                case "json" -> checks.addAll(List.of("field ids", "argument ids"));
                case "compact" -> checks.add("list of lists of booleans");
                default -> {}
            }
        }
        return EVERYTHING.stream().filter(checks::contains).toList();
    }

    /** The same for Python's implementation in C. */
    static List<String> inapplicableInC() {
        return plainAndMultiplexed(List.of("field ids", "argument ids"));
    }

    private static List<String> plainAndMultiplexed(List<String> checks) {
        return Stream.of("plain ", "multiplexed ")
                .flatMap(how -> checks.stream().map(how::concat))
                .toList();
    }
}
