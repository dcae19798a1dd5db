package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.ProgramTree;
import io.thriftboot.idl.syntax.Source;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A checked IDL file. */
public final class Program {

    private final Path file;
    private final ProgramTree tree;
    private final String name;
    private final Map<String, String> namespaces;
    private final List<Include> includes;
    private final List<Definition> definitions = new ArrayList<>();

    Program(Path file, ProgramTree tree, String name, Map<String, String> namespaces, List<Include> includes) {
        this.file = file;
        this.tree = tree;
        this.name = name;
        this.namespaces = namespaces;
        this.includes = includes;
    }

    void add(Definition definition) {
        definitions.add(definition);
    }

    /** The file it was read from. */
    public Path file() {
        return file;
    }

    /** The syntax tree it was made from, for the places of its names. */
    public ProgramTree tree() {
        return tree;
    }

    /** The text it was read from. */
    public Source source() {
        return tree.source();
    }

    /** The file's name without its extension. */
    public String name() {
        return name;
    }

    /** The namespaces by language. */
    public Map<String, String> namespaces() {
        return namespaces;
    }

    /** The package of the generated classes, empty for none. */
    public String javaPackage() {
        return namespaces.getOrDefault("java", namespaces.getOrDefault("*", ""));
    }

    /** The programs it includes. */
    public List<Include> includes() {
        return includes;
    }

    /** The documentation before its headers. */
    public @Nullable String doc() {
        return tree.doc();
    }

    /** What it defines, in the order of the IDL. */
    public List<Definition> definitions() {
        return definitions;
    }

    /** What it defines of a kind, in the order of the IDL. */
    public <T extends Definition> List<T> definitions(Class<T> kind) {
        return definitions.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Override
    public String toString() {
        return name;
    }

    /**
     * A program that another one includes.
     *
     * @param path as written
     * @param program what was found there
     */
    public record Include(String path, Program program) {}
}
