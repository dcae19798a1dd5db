package io.thriftboot.idl.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads items up to the symbol that closes them; behind an error it goes on with the next item. */
final class ItemsParser {

    private final Cursor cursor;
    private final Problems problems;

    ItemsParser(Cursor cursor, Problems problems) {
        this.cursor = cursor;
        this.problems = problems;
    }

    <T> List<T> items(String close, String expected, ItemParser<T> parser) throws SyntaxException {
        List<T> items = new ArrayList<>();
        while (!cursor.takeIf(close)) {
            if (cursor.at(TokenKind.END) || cursor.peek().startsDefinition()) {
                throw cursor.unexpected(expected + " or '" + close + "'");
            }
            try {
                items.add(parser.parse());
                cursor.takeSeparator();
            } catch (SyntaxException e) {
                problems.error(e.position(), e.reason());
                skipItem(close);
            }
        }
        return items;
    }

    /** Goes to the end of the line, or behind a separator, or to what closes the items. */
    private void skipItem(String close) {
        int line = cursor.peek().position().line();
        while (!cursor.at(close) && !cursor.at(TokenKind.END)) {
            Token token = cursor.take();
            if (token.is(",") || token.is(";") || cursor.peek().position().line() > line) {
                return;
            }
        }
    }

    /** Reads an item. */
    interface ItemParser<T> {
        T parse() throws SyntaxException;
    }
}
