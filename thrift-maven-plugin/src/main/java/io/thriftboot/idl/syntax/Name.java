package io.thriftboot.idl.syntax;

/**
 * A name as written, with or without dots.
 *
 * @param text the name
 * @param position where it begins
 */
public record Name(String text, Position position) {

    @Override
    public String toString() {
        return text;
    }
}
