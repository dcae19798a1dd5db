package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.DefinitionTree;
import io.thriftboot.idl.syntax.Problems;
import io.thriftboot.idl.syntax.ProgramTree;
import java.util.ArrayList;
import java.util.List;

/** Turns the definitions of a syntax tree into those of a program. */
final class ProgramChecker {

    private final Scope scope;
    private final Problems problems;
    private final StructChecker structs;

    ProgramChecker(Scope scope, Problems problems) {
        this.scope = scope;
        this.problems = problems;
        this.structs = new StructChecker(scope, problems);
    }

    void check(ProgramTree tree) {
        List<DefinitionTree> definitions = declared(tree);
        List<DefinitionTree.Struct> structTrees = definitions.stream()
                .filter(DefinitionTree.Struct.class::isInstance)
                .map(DefinitionTree.Struct.class::cast)
                .toList();
        structTrees.forEach(struct -> structs.addFields(struct(struct), struct));
        structTrees.forEach(struct -> structs.addDefaults(struct(struct), struct));
        definitions.forEach(definition -> scope.program().add(definition(definition)));
    }

    private List<DefinitionTree> declared(ProgramTree tree) {
        List<DefinitionTree> unique = new ArrayList<>();
        for (DefinitionTree definition : tree.definitions()) {
            if (scope.declare(definition).isEmpty()) {
                unique.add(definition);
            } else {
                problems.error(
                        definition.name().position(),
                        "name defined twice: %s (expected: different names)".formatted(definition.name()));
            }
        }
        return unique;
    }

    private StructType struct(DefinitionTree.Struct tree) {
        return (StructType) scope.types().defined(tree);
    }

    private Definition definition(DefinitionTree tree) {
        if (tree instanceof DefinitionTree.Const constant) {
            Type type = scope.types().type(constant.type());
            return new Constant(
                    constant.name().text(), type, scope.values().value(constant.value(), type), constant.doc());
        }
        if (tree instanceof DefinitionTree.Service service) {
            return scope.services().check(service);
        }
        if (scope.types().defined(tree) instanceof Definition definition) {
            return definition;
        }
        return new Typedef(
                scope.program(),
                tree.name().text(),
                TypeResolver.UNKNOWN,
                tree.doc(),
                Annotations.of(tree.annotations()));
    }
}
