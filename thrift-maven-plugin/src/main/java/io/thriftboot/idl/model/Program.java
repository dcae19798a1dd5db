package io.thriftboot.idl.model;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A checked IDL file. */
public final class Program {

    private final Path file;
    private final String name;
    private final Map<String, String> namespaces;
    private final List<Include> includes;
    private final @Nullable String doc;
    private final List<Definition> definitions = new ArrayList<>();

    Program(Path file, String name, Map<String, String> namespaces, List<Include> includes, @Nullable String doc) {
        this.file = file;
        this.name = name;
        this.namespaces = namespaces;
        this.includes = includes;
        this.doc = doc;
    }

    void add(Definition definition) {
        definitions.add(definition);
    }

    /** The file it was read from. */
    public Path file() {
        return file;
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
        return doc;
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
