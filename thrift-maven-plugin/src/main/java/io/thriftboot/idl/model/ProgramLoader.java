package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.Name;
import io.thriftboot.idl.syntax.Parser;
import io.thriftboot.idl.syntax.Position;
import io.thriftboot.idl.syntax.Problems;
import io.thriftboot.idl.syntax.ProgramTree;
import io.thriftboot.idl.syntax.Source;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Reads programs and those they include, each file once. */
public final class ProgramLoader {

    /** Files that include each other, one within the other. */
    private static final int MOST_INCLUDES = 100;

    private final List<Path> includeDirectories;
    private final Problems problems;
    private final Map<Path, Scope> loaded = new HashMap<>();
    private final Deque<Path> loading = new ArrayDeque<>();

    /**
     * Creates a loader.
     *
     * @param includeDirectories where included files are looked for that do not lie beside the including one
     * @param problems collects what is wrong
     */
    public ProgramLoader(List<Path> includeDirectories, Problems problems) {
        this.includeDirectories = List.copyOf(includeDirectories);
        this.problems = problems;
    }

    /**
     * Reads a program.
     *
     * @param file the IDL file
     * @return the program; good for generating code only if there are no problems
     * @throws IOException if the file or an included one cannot be read
     */
    public Program load(Path file) throws IOException {
        return scope(file.toAbsolutePath().normalize()).program();
    }

    private Scope scope(Path file) throws IOException {
        Scope known = loaded.get(file);
        if (known != null) {
            return known;
        }
        loading.push(file);
        ProgramTree tree = Parser.parse(source(file), problems);
        Scope scope = check(file, tree);
        loading.pop();
        loaded.put(file, scope);
        return scope;
    }

    private Source source(Path file) throws IOException {
        String text = new String(Files.readAllBytes(file), StandardCharsets.UTF_8).replaceFirst("^\\uFEFF", "");
        Source source = new Source(display(file), text);
        int broken = text.indexOf('\uFFFD');
        if (broken >= 0) {
            problems.warning(new Position(source, broken), "character that is not UTF-8 (expected: a file in UTF-8)");
        }
        return source;
    }

    private static String display(Path file) {
        Path here = Path.of("").toAbsolutePath();
        return (file.startsWith(here) ? here.relativize(file) : file).toString();
    }

    private Scope check(Path file, ProgramTree tree) throws IOException {
        Map<String, Scope> scopes = new LinkedHashMap<>();
        Set<String> missing = new HashSet<>();
        List<Program.Include> includes = new ArrayList<>();
        for (Name include : tree.includes()) {
            Optional<Path> target = isPath(include) ? find(file, include) : Optional.empty();
            if (target.isPresent()) {
                Scope scope = scope(target.get());
                scopes.put(scope.program().name(), scope);
                includes.add(new Program.Include(include.text(), scope.program()));
            } else if (isPath(include)) {
                missing.add(name(Path.of(include.text())));
            }
        }
        Program program = new Program(file, tree, name(file), namespaces(tree), includes);
        Scope scope = new Scope(program, scopes, missing, problems);
        new ProgramChecker(scope, problems).check(tree);
        return scope;
    }

    private boolean isPath(Name include) {
        if (include.text().indexOf('\0') < 0) {
            return true;
        }
        problems.error(include.position(), "included file with a NUL in its name (expected: the path of a file)");
        return false;
    }

    private Optional<Path> find(Path file, Name include) {
        List<Path> candidates = Stream.concat(Stream.of(parent(file)), includeDirectories.stream())
                .map(directory ->
                        directory.toAbsolutePath().resolve(include.text()).normalize())
                .toList();
        Optional<Path> target = candidates.stream().filter(Files::isRegularFile).findFirst();
        if (target.isEmpty()) {
            problems.error(
                    include.position(),
                    "included file not found: %s (expected: a file in %s)".formatted(include, directories(file)));
        } else if (loading.contains(target.get())) {
            problems.error(
                    include.position(),
                    "cyclic include: %s (expected: files that do not include each other)".formatted(include));
            return Optional.empty();
        } else if (loading.size() > MOST_INCLUDES) {
            problems.error(
                    include.position(),
                    "included file: %s, too many that include each other (expected: at most %d)"
                            .formatted(include, MOST_INCLUDES));
            return Optional.empty();
        }
        return target;
    }

    private String directories(Path file) {
        return Stream.concat(Stream.of(parent(file)), includeDirectories.stream())
                .map(directory -> display(directory.toAbsolutePath().normalize()))
                .distinct()
                .collect(Collectors.joining(" or "));
    }

    private static Path parent(Path file) {
        Path parent = file.getParent();
        return parent == null ? file : parent;
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName()).replaceFirst("\\.[^.]*$", "");
    }

    private static Map<String, String> namespaces(ProgramTree tree) {
        Map<String, String> namespaces = new LinkedHashMap<>();
        tree.namespaces()
                .forEach(namespace ->
                        namespaces.put(namespace.language(), namespace.name().text()));
        return namespaces;
    }
}
