package io.thriftboot.idl.syntax;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Reads a source into a syntax tree; behind an error it goes on with the next definition. */
public final class Parser {

    private final Source source;
    private final Problems problems;
    private final Cursor cursor;
    private final DefinitionParser definitionParser;
    private final List<Name> includes = new ArrayList<>();
    private final List<ProgramTree.Namespace> namespaces = new ArrayList<>();
    private final List<DefinitionTree> definitions = new ArrayList<>();
    private final @Nullable String firstDoc;

    private Parser(Source source, Problems problems) {
        this.source = source;
        this.problems = problems;
        Lexer lexer = Lexer.read(source, problems);
        this.cursor = new Cursor(lexer.tokens());
        this.firstDoc = isHeader(cursor.peek()) ? lexer.firstDoc() : null;
        this.definitionParser = new DefinitionParser(cursor, problems);
    }

    /** The syntax tree of a source, without what is in error. */
    public static ProgramTree parse(Source source, Problems problems) {
        return new Parser(source, problems).program();
    }

    private ProgramTree program() {
        while (!cursor.at(TokenKind.END)) {
            try {
                next();
            } catch (SyntaxException e) {
                problems.error(e.position(), e.reason());
                skipToDefinition();
            }
        }
        return new ProgramTree(source, includes, namespaces, definitions, firstDoc);
    }

    private void next() throws SyntaxException {
        Token token = cursor.peek();
        if (isHeader(token)) {
            header();
        } else if (token.kind() == TokenKind.KEYWORD && Keywords.DEFINITIONS.contains(token.text())) {
            definitions.add(definitionParser.definition());
        } else {
            throw cursor.unexpected("include, namespace, const, typedef, enum, struct, union, exception or service");
        }
        cursor.takeSeparator();
    }

    private static boolean isHeader(Token token) {
        return token.kind() == TokenKind.KEYWORD && Keywords.HEADERS.contains(token.text());
    }

    private void header() throws SyntaxException {
        Token keyword = cursor.take();
        if (!definitions.isEmpty()) {
            problems.error(
                    keyword.position(),
                    "%s after a definition (expected: before all definitions)".formatted(keyword.text()));
        }
        if (keyword.is("namespace")) {
            namespace();
        } else {
            Token file = cursor.expect(TokenKind.LITERAL, "a file name in quotes");
            if (keyword.is("include")) {
                includes.add(new Name(file.text(), file.position()));
            }
        }
    }

    private void namespace() throws SyntaxException {
        Token language = cursor.expect(
                token -> token.kind() == TokenKind.IDENTIFIER || token.is("*"), "a language such as java, or *");
        Token name = cursor.expect(
                token -> token.kind() == TokenKind.IDENTIFIER || token.kind() == TokenKind.LITERAL, "a namespace");
        namespaces.add(new ProgramTree.Namespace(
                language.text(), new Name(name.text(), name.position()), new TypeParser(cursor).annotations()));
    }

    private void skipToDefinition() {
        while (!cursor.at(TokenKind.END) && !cursor.peek().startsDefinition()) {
            cursor.take();
        }
    }
}
