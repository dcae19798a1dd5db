package io.thriftboot.idl.syntax;

import java.util.Arrays;
import java.util.stream.IntStream;

/** The text of an IDL file. */
public final class Source {

    private final String name;
    private final String text;
    private final int[] lineStarts;

    /**
     * Takes a text.
     *
     * @param name how the file is called in messages
     * @param text the content
     */
    public Source(String name, String text) {
        this.name = name;
        this.text = text;
        this.lineStarts = IntStream.concat(
                        IntStream.of(0),
                        IntStream.range(0, text.length())
                                .filter(i -> text.charAt(i) == '\n')
                                .map(i -> i + 1))
                .toArray();
    }

    /** How the file is called in messages. */
    public String name() {
        return name;
    }

    /** The content. */
    public String text() {
        return text;
    }

    /** The line of a character, counted from 1. */
    int lineOf(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found < 0 ? -found - 1 : found + 1;
    }

    /** The text of a line, counted from 1, without its end. */
    String line(int number) {
        int end = number == lineStarts.length ? text.length() : lineStarts[number] - 1;
        String line = text.substring(lineStarts[number - 1], end);
        return line.endsWith("\r") ? line.substring(0, line.length() - 1) : line;
    }
}
