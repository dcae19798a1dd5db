package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.FieldTree;
import io.thriftboot.idl.syntax.Position;
import io.thriftboot.idl.syntax.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Gives fields their ids and types; defaults come later, as they may need the fields of other structs. */
final class FieldsChecker {

    private final Scope scope;
    private final Problems problems;

    FieldsChecker(Scope scope, Problems problems) {
        this.scope = scope;
        this.problems = problems;
    }

    List<Field> check(List<FieldTree> trees) {
        List<Field> fields = new ArrayList<>();
        Map<String, FieldTree> names = new HashMap<>();
        Map<Integer, FieldTree> ids = new HashMap<>();
        int omitted = -1;
        for (FieldTree tree : trees) {
            boolean explicit = isPositive(tree);
            int id = explicit ? id(tree) : omitted--;
            FieldTree other = ids.putIfAbsent(id, tree);
            if (other != null) {
                problems.error(
                        idPosition(tree),
                        "field id %d of %s: %s has it already (expected: different ids)"
                                .formatted(id, tree.name(), other.name()));
            }
            if (names.putIfAbsent(tree.name().text(), tree) != null) {
                problems.error(
                        tree.name().position(),
                        "field defined twice: %s (expected: different names)".formatted(tree.name()));
            }
            fields.add(field(tree, id));
        }
        return fields;
    }

    private static Position idPosition(FieldTree tree) {
        return tree.id() == null ? tree.name().position() : tree.id().position();
    }

    private boolean isPositive(FieldTree tree) {
        FieldTree.WrittenId id = tree.id();
        if (id == null) {
            problems.warning(
                    tree.name().position(),
                    "field %s has no id and gets a negative one by its position (expected: id: type name)"
                            .formatted(tree.name()));
            return false;
        }
        if (id.value() <= 0) {
            problems.warning(
                    id.position(),
                    "field id %d of %s is replaced by a negative one by its position (expected: 1 to 32767)"
                            .formatted(id.value(), tree.name()));
        }
        return id.value() > 0;
    }

    private int id(FieldTree tree) {
        long id = tree.id() == null ? 0 : tree.id().value();
        if (id > Short.MAX_VALUE) {
            problems.error(idPosition(tree), "field id %d of %s (expected: 1 to 32767)".formatted(id, tree.name()));
        }
        return (int) id;
    }

    private Field field(FieldTree tree, int id) {
        return new Field(
                tree.name().text(),
                id,
                presence(tree),
                scope.types().type(tree.type()),
                null,
                tree.doc(),
                Annotations.of(tree.annotations()));
    }

    private static Field.Presence presence(FieldTree tree) {
        return switch (tree.presence()) {
            case "required" -> Field.Presence.REQUIRED;
            case "optional" -> Field.Presence.OPTIONAL;
            default -> Field.Presence.DEFAULT;
        };
    }

    /** The same fields with their defaults. */
    List<Field> withDefaults(List<Field> fields, List<FieldTree> trees) {
        List<Field> complete = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            FieldTree tree = trees.get(i);
            Field field = fields.get(i);
            complete.add(
                    tree.value() == null
                            ? field
                            : field.withValue(scope.values().value(tree.value(), field.type())));
        }
        return complete;
    }
}
