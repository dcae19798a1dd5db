package io.thriftboot.idl.syntax;

import java.util.ArrayList;
import java.util.List;

/** The text of a documentation comment, without its frame of asterisks. */
final class DocText {

    private DocText() {}

    static String clean(String comment) {
        List<String> lines = new ArrayList<>(
                comment.replace("\r\n", "\n").lines().map(DocText::unframed).toList());
        while (!lines.isEmpty() && lines.get(0).isBlank()) {
            lines.remove(0);
        }
        while (!lines.isEmpty() && lines.get(lines.size() - 1).isBlank()) {
            lines.remove(lines.size() - 1);
        }
        return String.join("\n", lines).stripIndent().strip();
    }

    private static String unframed(String line) {
        String text = line.stripLeading();
        return text.startsWith("*") ? text.substring(1).stripTrailing() : line.stripTrailing();
    }
}
