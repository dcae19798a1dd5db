package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.DefinitionTree;
import io.thriftboot.idl.syntax.Name;
import io.thriftboot.idl.syntax.Problems;
import io.thriftboot.idl.syntax.ValueTree;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Fits constant values to their types. */
final class ValueResolver {

    /** Stands for a value that is in error. */
    private static final Value UNKNOWN = new Value.Whole(0);

    private final Scope scope;
    private final Problems problems;
    private final ScalarChecker scalars;
    private final ValueBudget budget;

    ValueResolver(Scope scope, Problems problems) {
        this(scope, problems, new ValueBudget());
    }

    private ValueResolver(Scope scope, Problems problems, ValueBudget budget) {
        this.scope = scope;
        this.problems = problems;
        this.scalars = new ScalarChecker(problems);
        this.budget = budget;
    }

    Value value(ValueTree tree, Type declared) {
        try {
            return budget.enter() ? resolved(tree, declared) : tooMuch(tree);
        } finally {
            budget.leave();
        }
    }

    private Value tooMuch(ValueTree tree) {
        problems.error(
                tree.position(),
                "constants too large (expected: at most %d values in a file, and %d levels of them)"
                        .formatted(ValueBudget.MOST_VALUES, ValueBudget.MOST_DEPTH));
        return UNKNOWN;
    }

    private Value resolved(ValueTree tree, Type declared) {
        Type type = declared.resolved();
        if (!TypeResolver.isKnown(type)) {
            return UNKNOWN;
        }
        if (tree instanceof ValueTree.Reference reference) {
            return reference(reference.name(), type);
        }
        if (type instanceof StructType struct && tree instanceof ValueTree.Entries entries) {
            return struct(struct, entries);
        }
        if (type instanceof ContainerType container) {
            return container(container, tree);
        }
        return scalars.value(tree, type).orElseGet(() -> mismatch(tree, type));
    }

    private Value mismatch(ValueTree tree, Type type) {
        problems.error(
                tree.position(),
                "%s as the value of %s (expected: %s)"
                        .formatted(ValueNames.of(tree), TypeNames.of(type), ValueNames.expected(type)));
        return UNKNOWN;
    }

    private Value container(ContainerType type, ValueTree tree) {
        if (type instanceof ContainerType.MapType map && tree instanceof ValueTree.Entries entries) {
            return new Value.Entries(entries.entries().stream()
                    .map(entry -> new Value.Entry(value(entry.key(), map.key()), value(entry.value(), map.value())))
                    .toList());
        }
        if (!(type instanceof ContainerType.MapType) && tree instanceof ValueTree.Values values) {
            Type element = elementOf(type);
            return new Value.Elements(
                    values.values().stream().map(item -> value(item, element)).toList());
        }
        boolean empty =
                tree instanceof ValueTree.Entries entries && entries.entries().isEmpty();
        return empty ? new Value.Elements(List.of()) : mismatch(tree, type);
    }

    private static Type elementOf(ContainerType type) {
        return type instanceof ContainerType.SetType set ? set.element() : ((ContainerType.ListType) type).element();
    }

    private Value struct(StructType struct, ValueTree.Entries entries) {
        List<Value.FieldValue> values = new ArrayList<>();
        for (ValueTree.Entry entry : entries.entries()) {
            String name = entry.key() instanceof ValueTree.Text text ? text.value() : "";
            Optional<Field> field = struct.fields().stream()
                    .filter(candidate -> candidate.name().equals(name))
                    .findFirst();
            if (field.isPresent()) {
                values.add(new Value.FieldValue(
                        field.get(), value(entry.value(), field.get().type())));
            } else {
                problems.error(
                        entry.key().position(),
                        "%s as a field of %s (expected: the name of one of its fields in quotes)"
                                .formatted(ValueNames.of(entry.key()), struct.name()));
            }
        }
        return new Value.Fields(values);
    }

    private Value reference(Name name, Type type) {
        Optional<Value> member = new EnumReferences(scope).find(name);
        if (member.isPresent()) {
            return scalars.fit((Value.EnumMember) member.get(), type).orElseGet(() -> {
                problems.error(
                        name.position(),
                        "%s as the value of %s (expected: %s)"
                                .formatted(name, TypeNames.of(type), ValueNames.expected(type)));
                return UNKNOWN;
            });
        }
        Optional<Scope.Found<DefinitionTree.Const>> constant = scope.constant(name);
        if (constant.isEmpty() && scope.isMissing(name)) {
            return UNKNOWN;
        }
        if (constant.isEmpty()) {
            problems.error(
                    name.position(),
                    "unknown constant: %s (expected: a constant, or a value of an enum as Enum.VALUE)".formatted(name));
            return UNKNOWN;
        }
        return constant(name, type, constant.get());
    }

    private Value constant(Name name, Type type, Scope.Found<DefinitionTree.Const> found) {
        if (budget.isReferred(found.tree().name())) {
            problems.error(name.position(), "constant %s stands for itself (expected: another value)".formatted(name));
            return UNKNOWN;
        }
        Problems misfits = new Problems();
        budget.refer(found.tree().name());
        Value value = new ValueResolver(found.scope(), misfits, budget)
                .value(found.tree().value(), type);
        budget.referred();
        if (misfits.hasErrors()) {
            problems.error(
                    name.position(),
                    "constant %s as the value of %s: %s"
                            .formatted(
                                    name,
                                    TypeNames.of(type),
                                    misfits.errors().get(0).message()));
        }
        return value;
    }
}
