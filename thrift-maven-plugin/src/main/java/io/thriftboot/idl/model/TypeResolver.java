package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.DefinitionTree;
import io.thriftboot.idl.syntax.Name;
import io.thriftboot.idl.syntax.Problems;
import io.thriftboot.idl.syntax.TypeTree;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Finds what the names of types mean. */
final class TypeResolver {

    /** Stands for a type that is in error, so that nothing else is said about it. */
    static final Type UNKNOWN = new BaseType(BaseType.Kind.VOID, Collections.emptySortedMap());

    private final Scope scope;
    private final Problems problems;
    private final Map<String, Type> resolved = new HashMap<>();
    private final Set<String> resolving = new HashSet<>();

    TypeResolver(Scope scope, Problems problems) {
        this.scope = scope;
        this.problems = problems;
    }

    static boolean isKnown(Type type) {
        return type.resolved() != UNKNOWN;
    }

    Type type(TypeTree tree) {
        if (tree instanceof TypeTree.Base base) {
            return base(base);
        }
        if (tree instanceof TypeTree.ListOf list) {
            return new ContainerType.ListType(type(list.element()), Annotations.of(list.annotations()));
        }
        if (tree instanceof TypeTree.SetOf set) {
            return new ContainerType.SetType(type(set.element()), Annotations.of(set.annotations()));
        }
        if (tree instanceof TypeTree.MapOf map) {
            return new ContainerType.MapType(type(map.key()), type(map.value()), Annotations.of(map.annotations()));
        }
        return named(((TypeTree.Named) tree).name());
    }

    private static BaseType base(TypeTree.Base tree) {
        String keyword = tree.name().text().equals("byte") ? "i8" : tree.name().text();
        return new BaseType(
                BaseType.Kind.valueOf(keyword.toUpperCase(Locale.ROOT)), Annotations.of(tree.annotations()));
    }

    private Type named(Name name) {
        Optional<Scope.Found<DefinitionTree>> found = scope.type(name);
        if (found.isEmpty() && scope.isMissing(name)) {
            return UNKNOWN;
        }
        if (found.isEmpty()) {
            problems.error(
                    name.position(),
                    "unknown type: %s (expected: a type of this file, or file.Type of an included one)"
                            .formatted(name));
            return UNKNOWN;
        }
        if (found.get().tree() instanceof DefinitionTree.Service) {
            problems.error(name.position(), "service %s as a type (expected: a type)".formatted(name));
            return UNKNOWN;
        }
        return found.get().scope().types().defined(found.get().tree());
    }

    /** The type that a definition of this program makes. */
    Type defined(DefinitionTree tree) {
        String name = tree.name().text();
        Type known = resolved.get(name);
        if (known != null) {
            return known;
        }
        Type type = create(tree);
        resolved.putIfAbsent(name, type);
        return type;
    }

    private Type create(DefinitionTree tree) {
        if (tree instanceof DefinitionTree.Typedef typedef) {
            return typedef(typedef);
        }
        if (tree instanceof DefinitionTree.Enumeration enumeration) {
            return new EnumChecker(scope.program(), problems).check(enumeration);
        }
        DefinitionTree.Struct struct = (DefinitionTree.Struct) tree;
        return new StructType(
                scope.program(),
                StructType.Kind.valueOf(struct.keyword().toUpperCase(Locale.ROOT)),
                struct.name().text(),
                struct.doc(),
                Annotations.of(struct.annotations()));
    }

    private Type typedef(DefinitionTree.Typedef tree) {
        String name = tree.name().text();
        if (!resolving.add(name)) {
            problems.error(
                    tree.name().position(), "typedef %s stands for itself (expected: another type)".formatted(name));
            return UNKNOWN;
        }
        Type target = type(tree.type());
        resolving.remove(name);
        return new Typedef(scope.program(), name, target, tree.doc(), Annotations.of(tree.annotations()));
    }
}
