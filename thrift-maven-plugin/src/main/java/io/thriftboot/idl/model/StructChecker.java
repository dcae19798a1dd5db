package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.DefinitionTree;
import io.thriftboot.idl.syntax.FieldTree;
import io.thriftboot.idl.syntax.Problems;
import java.util.List;

/** Fills structs, unions and exceptions with their fields. */
final class StructChecker {

    private final FieldsChecker fields;
    private final Problems problems;

    StructChecker(Scope scope, Problems problems) {
        this.fields = new FieldsChecker(scope, problems);
        this.problems = problems;
    }

    void addFields(StructType struct, DefinitionTree.Struct tree) {
        List<Field> members = fields.check(tree.fields());
        if (struct.kind() == StructType.Kind.UNION) {
            checkUnion(tree);
            members = members.stream().map(StructChecker::optional).toList();
        }
        struct.complete(members);
    }

    void addDefaults(StructType struct, DefinitionTree.Struct tree) {
        struct.complete(fields.withDefaults(struct.fields(), tree.fields()));
    }

    private static Field optional(Field field) {
        return new Field(
                field.name(),
                field.id(),
                Field.Presence.OPTIONAL,
                field.type(),
                field.value(),
                field.doc(),
                field.annotations());
    }

    private void checkUnion(DefinitionTree.Struct tree) {
        for (FieldTree field : tree.fields()) {
            if (field.presence().equals("required")) {
                problems.warning(
                        field.name().position(),
                        "required field %s of a union (expected: no keyword, they are all optional)"
                                .formatted(field.name()));
            }
        }
        tree.fields().stream()
                .filter(field -> field.value() != null)
                .skip(1)
                .forEach(field -> problems.error(
                        field.name().position(),
                        "second default in union %s: %s (expected: at most one field with a default)"
                                .formatted(tree.name(), field.name())));
    }
}
