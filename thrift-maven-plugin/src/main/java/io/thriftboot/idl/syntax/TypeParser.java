package io.thriftboot.idl.syntax;

import java.util.ArrayList;
import java.util.List;

/** Reads types and annotations. */
final class TypeParser {

    private final Cursor cursor;
    private final Nesting nesting = new Nesting();

    TypeParser(Cursor cursor) {
        this.cursor = cursor;
    }

    /** The type of a function's result. */
    TypeTree resultType() throws SyntaxException {
        Token token = cursor.peek();
        if (!cursor.takeIf("void")) {
            return type();
        }
        return new TypeTree.Base(new Name(token.text(), token.position()), List.of());
    }

    TypeTree type() throws SyntaxException {
        nesting.enter(cursor.peek());
        try {
            return nested();
        } finally {
            nesting.leave();
        }
    }

    private TypeTree nested() throws SyntaxException {
        Token token = cursor.peek();
        Name name = new Name(token.text(), token.position());
        if (token.kind() == TokenKind.IDENTIFIER) {
            cursor.take();
            return new TypeTree.Named(name);
        }
        if (token.kind() == TokenKind.KEYWORD && Keywords.BASE_TYPES.contains(token.text())) {
            cursor.take();
            return new TypeTree.Base(name, annotations());
        }
        if (cursor.takeIf("list")) {
            return list(name.position());
        }
        if (cursor.takeIf("set")) {
            return set(name.position());
        }
        if (cursor.takeIf("map")) {
            return map(name.position());
        }
        throw cursor.unexpected("a type");
    }

    private TypeTree list(Position position) throws SyntaxException {
        TypeTree element = element();
        cppType();
        return new TypeTree.ListOf(position, element, annotations());
    }

    private TypeTree set(Position position) throws SyntaxException {
        return new TypeTree.SetOf(position, element(), annotations());
    }

    private TypeTree element() throws SyntaxException {
        cppType();
        cursor.expect("<");
        TypeTree element = type();
        cursor.expect(">");
        return element;
    }

    private TypeTree map(Position position) throws SyntaxException {
        cppType();
        cursor.expect("<");
        TypeTree key = type();
        cursor.expect(",");
        TypeTree value = type();
        cursor.expect(">");
        return new TypeTree.MapOf(position, key, value, annotations());
    }

    private void cppType() throws SyntaxException {
        if (cursor.takeIf("cpp_type")) {
            cursor.expect(TokenKind.LITERAL, "a C++ type in quotes");
        }
    }

    List<AnnotationTree> annotations() throws SyntaxException {
        List<AnnotationTree> annotations = new ArrayList<>();
        if (cursor.takeIf("(")) {
            while (!cursor.takeIf(")")) {
                annotations.add(annotation());
                cursor.takeSeparator();
            }
        }
        return annotations;
    }

    private AnnotationTree annotation() throws SyntaxException {
        Token name = cursor.expect(TokenKind.IDENTIFIER, "an annotation or ')'");
        String value = "1";
        if (cursor.takeIf("=")) {
            value = cursor.expect(TokenKind.LITERAL, "a value in quotes").text();
        }
        return new AnnotationTree(new Name(name.text(), name.position()), value);
    }
}
