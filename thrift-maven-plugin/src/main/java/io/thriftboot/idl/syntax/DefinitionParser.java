package io.thriftboot.idl.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads definitions. */
final class DefinitionParser {

    private final Cursor cursor;
    private final TypeParser types;
    private final ValueParser values;
    private final FieldParser fields;
    private final FunctionParser functions;

    DefinitionParser(Cursor cursor) {
        this.cursor = cursor;
        this.types = new TypeParser(cursor);
        this.values = new ValueParser(cursor);
        this.fields = new FieldParser(cursor, types, values);
        this.functions = new FunctionParser(cursor, types, fields);
    }

    DefinitionTree definition() throws SyntaxException {
        Token keyword = cursor.take();
        return switch (keyword.text()) {
            case "const" -> constant(keyword);
            case "typedef" -> typedef(keyword);
            case "enum" -> enumeration(keyword);
            case "service" -> service(keyword);
            default -> struct(keyword);
        };
    }

    private DefinitionTree constant(Token keyword) throws SyntaxException {
        TypeTree type = types.type();
        Name name = cursor.expectName("the constant's name");
        cursor.expect("=");
        return new DefinitionTree.Const(name, type, values.value(), keyword.doc());
    }

    private DefinitionTree typedef(Token keyword) throws SyntaxException {
        TypeTree type = types.type();
        Name name = cursor.expectName("the type's new name");
        return new DefinitionTree.Typedef(name, type, keyword.doc(), types.annotations());
    }

    private DefinitionTree enumeration(Token keyword) throws SyntaxException {
        Name name = cursor.expectName("the enum's name");
        cursor.expect("{");
        List<EnumValueTree> members = new ArrayList<>();
        while (!cursor.takeIf("}")) {
            members.add(enumValue());
            cursor.takeSeparator();
        }
        return new DefinitionTree.Enumeration(name, members, keyword.doc(), types.annotations());
    }

    private EnumValueTree enumValue() throws SyntaxException {
        String doc = cursor.peek().doc();
        Name name = cursor.expectName("an enum value or '}'");
        Long number = cursor.takeIf("=") ? values.whole() : null;
        return new EnumValueTree(name, number, doc, types.annotations());
    }

    private DefinitionTree struct(Token keyword) throws SyntaxException {
        Name name = cursor.expectName("the " + keyword.text() + "'s name");
        cursor.takeIf("xsd_all");
        cursor.expect("{");
        List<FieldTree> members = fields.fields("}");
        return new DefinitionTree.Struct(keyword.text(), name, members, keyword.doc(), types.annotations());
    }

    private DefinitionTree service(Token keyword) throws SyntaxException {
        Name name = cursor.expectName("the service's name");
        Name parent = null;
        if (cursor.takeIf("extends")) {
            Token token = cursor.expect(TokenKind.IDENTIFIER, "the extended service's name");
            parent = new Name(token.text(), token.position());
        }
        cursor.expect("{");
        List<FunctionTree> members = functions.functions();
        return new DefinitionTree.Service(name, parent, members, keyword.doc(), types.annotations());
    }
}
