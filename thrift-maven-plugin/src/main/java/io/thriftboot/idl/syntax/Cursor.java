package io.thriftboot.idl.syntax;

import java.util.List;
import java.util.function.Predicate;

/** Walks over the tokens of a source. */
final class Cursor {

    private final List<Token> tokens;
    private int index;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    Token peek() {
        return tokens.get(index);
    }

    Token peekSecond() {
        return tokens.get(Math.min(index + 1, tokens.size() - 1));
    }

    boolean at(String word) {
        return peek().is(word);
    }

    boolean at(TokenKind kind) {
        return peek().kind() == kind;
    }

    Token take() {
        Token token = peek();
        if (token.kind() != TokenKind.END) {
            index++;
        }
        return token;
    }

    /** Takes the keyword or symbol if it comes next. */
    boolean takeIf(String word) {
        if (!at(word)) {
            return false;
        }
        take();
        return true;
    }

    Token expect(String symbol) throws SyntaxException {
        return expect(token -> token.is(symbol), "'" + symbol + "'");
    }

    Token expect(TokenKind kind, String expected) throws SyntaxException {
        return expect(token -> token.kind() == kind, expected);
    }

    Token expect(Predicate<Token> wanted, String expected) throws SyntaxException {
        if (!wanted.test(peek())) {
            throw unexpected(expected);
        }
        return take();
    }

    /** A name without dots for a definition or a part of one. */
    Name expectName(String expected) throws SyntaxException {
        Token token = expect(TokenKind.IDENTIFIER, expected);
        if (token.text().indexOf('.') >= 0) {
            throw new SyntaxException(
                    token.position(), "unexpected dot in '%s' (expected: %s)".formatted(token.text(), expected));
        }
        return new Name(token.text(), token.position());
    }

    SyntaxException unexpected(String expected) {
        return new SyntaxException(
                peek().position(), "unexpected %s (expected: %s)".formatted(peek().describe(), expected));
    }

    /** Takes the comma or semicolon that may stand behind an item. */
    void takeSeparator() {
        if (!takeIf(",")) {
            takeIf(";");
        }
    }
}
