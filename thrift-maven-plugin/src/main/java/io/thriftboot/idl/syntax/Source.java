package io.thriftboot.idl.syntax;

/**
 * The text of an IDL file.
 *
 * @param name how the file is called in messages
 * @param text the content
 */
public record Source(String name, String text) {

    /** The text of a line, counted from 1, without its end. */
    String line(int number) {
        return text.split("\\R", -1)[number - 1];
    }
}
