package io.thriftboot.idl.syntax;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;

/** Reads constant values. */
final class ValueParser {

    private static final BigInteger MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger MAX = BigInteger.valueOf(Long.MAX_VALUE);

    /** The time to read a number grows with the square of its length. */
    private static final int LONGEST = 1000;

    private final Cursor cursor;
    private final Nesting nesting = new Nesting();

    ValueParser(Cursor cursor) {
        this.cursor = cursor;
    }

    ValueTree value() throws SyntaxException {
        nesting.enter(cursor.peek());
        try {
            return nested();
        } finally {
            nesting.leave();
        }
    }

    private ValueTree nested() throws SyntaxException {
        Token token = cursor.peek();
        Position position = token.position();
        if (cursor.takeIf("[")) {
            return new ValueTree.Values(position, values());
        }
        if (cursor.takeIf("{")) {
            return new ValueTree.Entries(position, entries());
        }
        return switch (token.kind()) {
            case INTEGER -> new ValueTree.Whole(position, whole());
            case DOUBLE ->
                new ValueTree.Fraction(
                        position, Double.parseDouble(cursor.take().text()));
            case LITERAL -> new ValueTree.Text(position, cursor.take().text());
            case IDENTIFIER -> new ValueTree.Reference(new Name(cursor.take().text(), position));
            case KEYWORD, SYMBOL, END -> throw cursor.unexpected("a value");
        };
    }

    /** A whole number of at most 64 bits. */
    long whole() throws SyntaxException {
        Token token = cursor.expect(TokenKind.INTEGER, "a whole number");
        return switch (token.text()) {
            case "true" -> 1;
            case "false" -> 0;
            default -> number(token);
        };
    }

    private static long number(Token token) throws SyntaxException {
        String text = token.text();
        if (text.length() > LONGEST) {
            throw new SyntaxException(
                    token.position(), "number of %d characters (expected: 64 bits)".formatted(text.length()));
        }
        BigInteger number = text.contains("0x")
                ? new BigInteger(text.replaceFirst("0x", "").replaceFirst("^\\+", ""), 16)
                : new BigInteger(text);
        if (number.compareTo(MIN) < 0 || number.compareTo(MAX) > 0) {
            throw new SyntaxException(token.position(), "number too large: %s (expected: 64 bits)".formatted(text));
        }
        return number.longValueExact();
    }

    private List<ValueTree> values() throws SyntaxException {
        List<ValueTree> values = new ArrayList<>();
        while (!cursor.takeIf("]")) {
            values.add(value());
            cursor.takeSeparator();
        }
        return values;
    }

    private List<ValueTree.Entry> entries() throws SyntaxException {
        List<ValueTree.Entry> entries = new ArrayList<>();
        while (!cursor.takeIf("}")) {
            ValueTree key = value();
            cursor.expect(":");
            entries.add(new ValueTree.Entry(key, value()));
            cursor.takeSeparator();
        }
        return entries;
    }
}
