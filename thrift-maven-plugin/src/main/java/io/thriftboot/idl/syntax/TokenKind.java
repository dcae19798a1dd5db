package io.thriftboot.idl.syntax;

/** What a token is. */
enum TokenKind {
    IDENTIFIER,
    KEYWORD,
    INTEGER,
    DOUBLE,
    LITERAL,
    SYMBOL,
    END
}
