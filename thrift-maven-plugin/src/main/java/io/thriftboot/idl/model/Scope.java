package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.DefinitionTree;
import io.thriftboot.idl.syntax.Name;
import io.thriftboot.idl.syntax.Problems;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;

/** What the names of a program mean. */
final class Scope {

    private final Program program;
    private final Map<String, Scope> includes;
    private final Set<String> missing;
    private final Map<String, DefinitionTree> types = new HashMap<>();
    private final Map<String, DefinitionTree.Const> constants = new HashMap<>();
    private final TypeResolver typeResolver;
    private final ValueResolver valueResolver;
    private final ServiceChecker services;

    /**
     * Creates a scope without definitions.
     *
     * @param program what the definitions belong to
     * @param includes the included programs by name
     * @param missing the names of those that could not be read
     * @param problems collects what is wrong
     */
    Scope(Program program, Map<String, Scope> includes, Set<String> missing, Problems problems) {
        this.program = program;
        this.includes = includes;
        this.missing = missing;
        this.typeResolver = new TypeResolver(this, problems);
        this.valueResolver = new ValueResolver(this, problems);
        this.services = new ServiceChecker(this, problems);
    }

    /** Makes a definition known; gives back the one that has the name already, if any. */
    Optional<DefinitionTree> declare(DefinitionTree tree) {
        String name = tree.name().text();
        return Optional.ofNullable(
                tree instanceof DefinitionTree.Const constant
                        ? constants.putIfAbsent(name, constant)
                        : types.putIfAbsent(name, tree));
    }

    Program program() {
        return program;
    }

    TypeResolver types() {
        return typeResolver;
    }

    ValueResolver values() {
        return valueResolver;
    }

    ServiceChecker services() {
        return services;
    }

    /** The type or service of a name, here or in an included program. */
    Optional<Found<DefinitionTree>> type(Name name) {
        return find(name.text(), (scope, local) -> find(scope, scope.types, local));
    }

    /** Whether a name belongs to an included program that could not be read, which has been reported. */
    boolean isMissing(Name name) {
        int dot = name.text().indexOf('.');
        return dot > 0 && missing.contains(name.text().substring(0, dot));
    }

    /** The constant of a name, here or in an included program. */
    Optional<Found<DefinitionTree.Const>> constant(Name name) {
        return find(name.text(), (scope, local) -> find(scope, scope.constants, local));
    }

    private <T> Optional<Found<T>> find(String name, BiFunction<Scope, String, Optional<Found<T>>> lookup) {
        Optional<Found<T>> local = lookup.apply(this, name);
        int dot = name.indexOf('.');
        Scope include = dot < 0 ? null : includes.get(name.substring(0, dot));
        return local.isPresent() || include == null ? local : lookup.apply(include, name.substring(dot + 1));
    }

    private static <T> Optional<Found<T>> find(Scope scope, Map<String, T> definitions, String name) {
        return Optional.ofNullable(definitions.get(name)).map(tree -> new Found<>(scope, tree));
    }

    /**
     * A definition, and the scope it belongs to.
     *
     * @param scope the scope
     * @param tree the definition
     */
    record Found<T>(Scope scope, T tree) {}
}
