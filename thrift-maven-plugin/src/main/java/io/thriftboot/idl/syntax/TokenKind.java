package io.thriftboot.idl.syntax;

/** What a token is. */
enum TokenKind {
    IDENTIFIER("a name"),
    KEYWORD("a keyword"),
    INTEGER("a whole number"),
    DOUBLE("a number"),
    LITERAL("a quoted string"),
    SYMBOL("a symbol"),
    END("the end of the file");

    private final String description;

    TokenKind(String description) {
        this.description = description;
    }

    /** How the kind is called in messages. */
    String description() {
        return description;
    }
}
