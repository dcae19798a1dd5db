package io.thriftboot.idl.java;

/** Source text that means the same in every encoding. */
final class Ascii {

    private Ascii() {}

    static String escape(String text) {
        StringBuilder result = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            if (c < 128) {
                result.append((char) c);
            } else {
                result.append("\\u%04x".formatted(c));
            }
        });
        return result.toString();
    }

    /** A Java string literal with the text as its value. */
    static String quote(String text) {
        return '"'
                + text.replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n")
                        .replace("\r", "\\r")
                        .replace("\t", "\\t")
                + '"';
    }
}
