package io.thriftboot.idl.syntax;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Cuts a source into tokens. */
final class Lexer {

    private static final Pattern SPACE = Pattern.compile("\\s+|//[^\\n]*|#[^\\n]*");
    /** Possessive, since what may be given back takes the stack for each character. */
    private static final Pattern IDENTIFIER = Pattern.compile("[a-zA-Z_](?:\\.?[a-zA-Z_0-9])*+");

    private static final Pattern HEX = Pattern.compile("[+-]?0x[0-9A-Fa-f]+");
    private static final Pattern NUMBER =
            Pattern.compile("[+-]?(?:[0-9]+(?:\\.[0-9]+)?|\\.[0-9]+)(?:[eE][+-]?[0-9]+)?");
    private static final String SYMBOLS = ":;,{}()=<>[]*&";

    private final Source source;
    private final Problems problems;
    private final Matcher matcher;
    private final List<Token> tokens = new ArrayList<>();
    private @Nullable String doc;
    private @Nullable String firstDoc;
    private int offset;

    private Lexer(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
        this.matcher = SPACE.matcher(source.text());
    }

    /** Reads a source to its end. */
    static Lexer read(Source source, Problems problems) {
        Lexer lexer = new Lexer(source, problems);
        while (lexer.offset < source.text().length()) {
            lexer.next();
        }
        lexer.add(TokenKind.END, "", lexer.offset);
        return lexer;
    }

    /** All tokens, the last one the end. */
    List<Token> tokens() {
        return tokens;
    }

    /** The first of the documentation comments before the first token. */
    @Nullable
    String firstDoc() {
        return firstDoc;
    }

    private void next() {
        int start = offset;
        if (take(SPACE)) {
            return;
        }
        char c = source.text().charAt(offset);
        if (source.text().startsWith("/*", offset)) {
            comment();
        } else if (take(IDENTIFIER)) {
            String word = source.text().substring(start, offset);
            add(kindOf(word), word, start);
        } else if (take(HEX)) {
            add(TokenKind.INTEGER, source.text().substring(start, offset), start);
        } else if (take(NUMBER)) {
            number(start);
        } else if (SYMBOLS.indexOf(c) >= 0) {
            offset++;
            add(TokenKind.SYMBOL, String.valueOf(c), start);
        } else if (c == '"' || c == '\'') {
            literal(c);
        } else {
            unexpected();
        }
    }

    private static TokenKind kindOf(String word) {
        if (word.equals("true") || word.equals("false")) {
            return TokenKind.INTEGER;
        }
        return Keywords.contains(word) ? TokenKind.KEYWORD : TokenKind.IDENTIFIER;
    }

    private void number(int start) {
        String text = source.text().substring(start, offset);
        boolean whole = text.chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        add(whole ? TokenKind.INTEGER : TokenKind.DOUBLE, text, start);
    }

    private void comment() {
        int end = source.text().indexOf("*/", offset + 2);
        if (end < 0) {
            problems.error(at(offset), "comment without an end (expected: */)");
            offset = source.text().length();
            return;
        }
        if (source.text().startsWith("/**", offset) && end > offset + 2) {
            doc = DocText.clean(source.text().substring(offset + 3, end));
            firstDoc = tokens.isEmpty() && firstDoc == null ? doc : firstDoc;
        }
        offset = end + 2;
    }

    private void literal(char quote) {
        int start = offset++;
        StringBuilder text = new StringBuilder();
        while (offset < source.text().length() && source.text().charAt(offset) != '\n') {
            char c = source.text().charAt(offset++);
            if (c == quote) {
                add(TokenKind.LITERAL, text.toString(), start);
                return;
            }
            text.append(c == '\\' ? escaped() : c);
        }
        problems.error(at(start), "string without an end (expected: %s on the same line)".formatted(quote));
        add(TokenKind.LITERAL, text.toString(), start);
    }

    private char escaped() {
        char c = offset < source.text().length() ? source.text().charAt(offset) : '\n';
        if (c == '\n') {
            return '\\';
        }
        offset++;
        return switch (c) {
            case 'r' -> '\r';
            case 'n' -> '\n';
            case 't' -> '\t';
            case '"', '\'', '\\' -> c;
            default -> {
                problems.error(
                        at(offset - 2),
                        "unknown escape: \\%s (expected: \\r, \\n, \\t, \\\", \\' or \\\\)".formatted(c));
                yield c;
            }
        };
    }

    private void unexpected() {
        int character = source.text().codePointAt(offset);
        problems.error(
                at(offset),
                "unexpected character: '%s' (expected: a name, a number, a string or a symbol)"
                        .formatted(Character.toString(character)));
        offset += Character.charCount(character);
    }

    private boolean take(Pattern pattern) {
        matcher.usePattern(pattern).region(offset, source.text().length());
        if (!matcher.lookingAt()) {
            return false;
        }
        offset = matcher.end();
        return true;
    }

    private void add(TokenKind kind, String text, int start) {
        tokens.add(new Token(kind, text, at(start), doc));
        doc = null;
    }

    private Position at(int index) {
        return new Position(source, index);
    }
}
