package io.thriftboot.idl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads fields, parameters and declared exceptions. */
final class FieldParser {

    private final Cursor cursor;
    private final TypeParser types;
    private final ValueParser values;
    private final ItemsParser items;
    private final Nesting nesting = new Nesting();

    FieldParser(Cursor cursor, TypeParser types, ValueParser values, ItemsParser items) {
        this.cursor = cursor;
        this.types = types;
        this.values = values;
        this.items = items;
    }

    /** The fields up to and with the symbol that closes them. */
    List<FieldTree> fields(String close) throws SyntaxException {
        nesting.enter(cursor.peek());
        try {
            return items.items(close, "a field", this::field);
        } finally {
            nesting.leave();
        }
    }

    private FieldTree field() throws SyntaxException {
        String doc = cursor.peek().doc();
        FieldTree.WrittenId id = id();
        String presence = presence();
        if (!startsType()) {
            throw cursor.unexpected(id == null && presence.isEmpty() ? "a field" : "a type");
        }
        TypeTree type = types.type();
        cursor.takeIf("&");
        Name name = name();
        ValueTree value = cursor.takeIf("=") ? values.value() : null;
        xsd();
        return new FieldTree(name, id, presence, type, value, doc, types.annotations());
    }

    private FieldTree.@Nullable WrittenId id() throws SyntaxException {
        if (!cursor.at(TokenKind.INTEGER)) {
            return null;
        }
        Position position = cursor.peek().position();
        FieldTree.WrittenId id = new FieldTree.WrittenId(position, values.whole());
        cursor.expect(":");
        return id;
    }

    private String presence() {
        return cursor.at("required") || cursor.at("optional") ? cursor.take().text() : "";
    }

    private boolean startsType() {
        return cursor.at(TokenKind.IDENTIFIER)
                || cursor.at("list")
                || cursor.at("set")
                || cursor.at("map")
                || (cursor.at(TokenKind.KEYWORD)
                        && Keywords.BASE_TYPES.contains(cursor.peek().text()));
    }

    private Name name() throws SyntaxException {
        Token token = cursor.peek();
        if (token.kind() == TokenKind.KEYWORD && Keywords.canNameField(token.text())) {
            cursor.take();
            return new Name(token.text(), token.position());
        }
        return cursor.expectName("the field's name");
    }

    private void xsd() throws SyntaxException {
        cursor.takeIf("xsd_optional");
        cursor.takeIf("xsd_nillable");
        if (cursor.takeIf("xsd_attrs")) {
            cursor.expect("{");
            fields("}");
        }
    }
}
