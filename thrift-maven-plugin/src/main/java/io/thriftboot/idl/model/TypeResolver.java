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

    /** Names, elements and keys in a type, each where it stands: typedefs of typedefs could have more than there is memory. */
    private static final int MOST_PARTS = 256;

    /** Typedefs that stand for each other. */
    private static final int MOST_TYPEDEFS = 100;

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
        Type type = written(tree);
        if (partsLeft(type, MOST_PARTS) > 0) {
            return type;
        }
        problems.error(tree.position(), "type too large (expected: at most %d parts)".formatted(MOST_PARTS));
        return UNKNOWN;
    }

    /** How many parts a type may have besides; stops counting at 0. */
    private static int partsLeft(Type type, int most) {
        if (most <= 0) {
            return 0;
        }
        Type resolved = type.resolved();
        int left = most - 1;
        if (resolved instanceof ContainerType.ListType list) {
            return partsLeft(list.element(), left);
        }
        if (resolved instanceof ContainerType.SetType set) {
            return partsLeft(set.element(), left);
        }
        return resolved instanceof ContainerType.MapType map
                ? partsLeft(map.value(), partsLeft(map.key(), left))
                : left;
    }

    private Type written(TypeTree tree) {
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
        if (resolving.size() > MOST_TYPEDEFS) {
            problems.error(
                    tree.name().position(),
                    "typedef %s: too many that stand for each other (expected: at most %d)"
                            .formatted(name, MOST_TYPEDEFS));
            resolving.remove(name);
            return UNKNOWN;
        }
        Type target = type(tree.type());
        resolving.remove(name);
        return new Typedef(scope.program(), name, target, tree.doc(), Annotations.of(tree.annotations()));
    }
}
