package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.DefinitionTree;
import io.thriftboot.idl.syntax.FieldTree;
import io.thriftboot.idl.syntax.FunctionTree;
import io.thriftboot.idl.syntax.Name;
import io.thriftboot.idl.syntax.Problems;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Checks services and their functions. */
final class ServiceChecker {

    /** Services above a service. */
    private static final int MOST_PARENTS = 100;

    private final Scope scope;
    private final Problems problems;
    private final FieldsChecker fields;
    private final Map<String, Service> checked = new HashMap<>();
    private final Set<String> checking = new HashSet<>();

    ServiceChecker(Scope scope, Problems problems) {
        this.scope = scope;
        this.problems = problems;
        this.fields = new FieldsChecker(scope, problems);
    }

    Service check(DefinitionTree.Service tree) {
        String name = tree.name().text();
        Service known = checked.get(name);
        if (known != null) {
            return known;
        }
        checking.add(name);
        Service parent = tree.parent() == null ? null : parent(tree.parent());
        checking.remove(name);
        Service service = new Service(
                scope.program(), name, parent, functions(tree, parent), tree.doc(), Annotations.of(tree.annotations()));
        checked.put(name, service);
        return service;
    }

    private @Nullable Service parent(Name name) {
        Scope.Found<DefinitionTree> found = scope.type(name).orElse(null);
        if (found == null && scope.isMissing(name)) {
            return null;
        }
        if (found == null || !(found.tree() instanceof DefinitionTree.Service tree)) {
            problems.error(
                    name.position(),
                    "%s as the extended service (expected: a service of this file, or file.Service of an included one)"
                            .formatted(name));
            return null;
        }
        ServiceChecker services = found.scope().services();
        if (services.checking.contains(tree.name().text())) {
            problems.error(name.position(), "service %s extends itself (expected: another service)".formatted(name));
            return null;
        }
        if (services.checking.size() > MOST_PARENTS) {
            problems.error(
                    name.position(),
                    "service %s: too many that extend each other (expected: at most %d)".formatted(name, MOST_PARENTS));
            return null;
        }
        return services.check(tree);
    }

    private List<Function> functions(DefinitionTree.Service tree, @Nullable Service parent) {
        Map<String, String> owners = new HashMap<>();
        for (Service ancestor = parent; ancestor != null; ancestor = ancestor.parent()) {
            for (Function function : ancestor.functions()) {
                owners.put(function.name(), ancestor.name());
            }
        }
        List<Function> functions = new ArrayList<>();
        for (FunctionTree function : tree.functions()) {
            String owner =
                    owners.putIfAbsent(function.name().text(), tree.name().text());
            if (owner != null) {
                problems.error(
                        function.name().position(),
                        "function defined twice: %s, also in %s (expected: different names)"
                                .formatted(function.name(), owner));
            }
            functions.add(function(function));
        }
        return functions;
    }

    private Function function(FunctionTree tree) {
        Type result = scope.types().type(tree.result());
        if (tree.oneway()) {
            checkOneway(tree, result);
        }
        List<Field> parameters = fields.withDefaults(fields.check(tree.parameters()), tree.parameters());
        return new Function(
                tree.name().text(),
                tree.oneway(),
                result,
                parameters.stream().map(ServiceChecker::parameter).toList(),
                exceptions(tree.exceptions()),
                tree.doc(),
                Annotations.of(tree.annotations()));
    }

    private void checkOneway(FunctionTree tree, Type result) {
        if (!result.is(BaseType.Kind.VOID)) {
            problems.error(
                    tree.result().position(),
                    "result of oneway function %s: %s (expected: void, there is no reply)"
                            .formatted(tree.name(), TypeNames.of(result)));
        }
        if (!tree.exceptions().isEmpty()) {
            problems.error(
                    tree.exceptions().get(0).type().position(),
                    "exceptions of oneway function %s (expected: none, there is no reply)".formatted(tree.name()));
        }
    }

    /** The keyword optional has no meaning for parameters. */
    private static Field parameter(Field field) {
        return field.presence() == Field.Presence.OPTIONAL
                ? new Field(
                        field.name(),
                        field.id(),
                        Field.Presence.DEFAULT,
                        field.type(),
                        field.value(),
                        field.doc(),
                        field.annotations())
                : field;
    }

    private List<Field> exceptions(List<FieldTree> trees) {
        List<Field> exceptions = fields.check(trees);
        for (int i = 0; i < exceptions.size(); i++) {
            Type type = exceptions.get(i).type().resolved();
            boolean throwable = type instanceof StructType struct && struct.kind() == StructType.Kind.EXCEPTION;
            if (!throwable && TypeResolver.isKnown(type)) {
                problems.error(
                        trees.get(i).type().position(),
                        "thrown type: %s (expected: an exception)".formatted(TypeNames.of(type)));
            }
        }
        return exceptions;
    }
}
