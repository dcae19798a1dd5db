package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.DefinitionTree;
import io.thriftboot.idl.syntax.Name;
import java.util.Optional;

/** Finds values of enums by their names, as {@code Enum.VALUE} or {@code file.Enum.VALUE}. */
final class EnumReferences {

    private final Scope scope;

    EnumReferences(Scope scope) {
        this.scope = scope;
    }

    Optional<Value> find(Name name) {
        int dot = name.text().lastIndexOf('.');
        if (dot < 0) {
            return Optional.empty();
        }
        String member = name.text().substring(dot + 1);
        return scope.type(new Name(name.text().substring(0, dot), name.position()))
                .filter(found -> !(found.tree() instanceof DefinitionTree.Service))
                .map(found -> found.scope().types().defined(found.tree()).resolved())
                .filter(EnumType.class::isInstance)
                .map(EnumType.class::cast)
                .flatMap(type -> type.member(member).map(value -> new Value.EnumMember(type, value)));
    }
}
