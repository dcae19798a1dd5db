package io.thriftboot.idl.syntax;

/**
 * A place in a source.
 *
 * @param source the source
 * @param offset the index of the character in the source's text
 */
public record Position(Source source, int offset) {

    /** The line, counted from 1. */
    public int line() {
        return source.lineOf(offset);
    }

    /** The column in characters, counted from 1. */
    public int column() {
        return offset - source.text().lastIndexOf('\n', offset - 1);
    }

    @Override
    public String toString() {
        return source.name() + ":" + line() + ":" + column();
    }
}
