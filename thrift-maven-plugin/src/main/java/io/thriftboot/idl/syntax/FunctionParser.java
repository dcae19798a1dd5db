package io.thriftboot.idl.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads the functions of a service. */
final class FunctionParser {

    private final Cursor cursor;
    private final TypeParser types;
    private final FieldParser fields;

    FunctionParser(Cursor cursor, TypeParser types, FieldParser fields) {
        this.cursor = cursor;
        this.types = types;
        this.fields = fields;
    }

    /** The functions up to and with the brace that closes them. */
    List<FunctionTree> functions() throws SyntaxException {
        List<FunctionTree> functions = new ArrayList<>();
        while (!cursor.takeIf("}")) {
            if (cursor.at(TokenKind.END)) {
                throw cursor.unexpected("a function or '}'");
            }
            functions.add(function());
            cursor.takeSeparator();
        }
        return functions;
    }

    private FunctionTree function() throws SyntaxException {
        String doc = cursor.peek().doc();
        boolean oneway = cursor.takeIf("oneway") || cursor.takeIf("async");
        TypeTree result = types.resultType();
        Name name = cursor.expectName("the function's name");
        cursor.expect("(");
        List<FieldTree> parameters = fields.fields(")");
        List<FieldTree> exceptions = List.of();
        if (cursor.takeIf("throws")) {
            cursor.expect("(");
            exceptions = fields.fields(")");
        }
        return new FunctionTree(name, oneway, result, parameters, exceptions, doc, types.annotations());
    }
}
