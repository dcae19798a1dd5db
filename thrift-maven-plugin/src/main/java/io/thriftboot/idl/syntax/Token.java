package io.thriftboot.idl.syntax;

import org.jspecify.annotations.Nullable;

/**
 * A word of the IDL.
 *
 * @param kind what it is
 * @param text as written, or the content of a quoted string
 * @param position where it begins
 * @param doc the documentation comment right before it
 */
record Token(
        TokenKind kind,
        String text,
        Position position,
        @Nullable String doc) {

    /** Whether this is the given keyword or symbol. */
    boolean is(String word) {
        return (kind == TokenKind.KEYWORD || kind == TokenKind.SYMBOL) && text.equals(word);
    }

    /** How the token is called in messages. */
    String describe() {
        return kind == TokenKind.END ? kind.description() : "'" + text + "'";
    }
}
