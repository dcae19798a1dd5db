package io.thriftboot.idl.java;

import io.thriftboot.idl.syntax.DefinitionTree;
import io.thriftboot.idl.syntax.FieldTree;
import io.thriftboot.idl.syntax.FunctionTree;
import io.thriftboot.idl.syntax.Name;
import io.thriftboot.idl.syntax.Position;
import io.thriftboot.idl.syntax.ProgramTree;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Where the names of a program are written. */
final class Places {

    private final Map<String, Position> positions = new HashMap<>();

    Places(ProgramTree tree) {
        tree.definitions().forEach(this::add);
    }

    private void add(DefinitionTree definition) {
        add("", definition.name());
        String prefix = definition.name().text() + ".";
        if (definition instanceof DefinitionTree.Struct struct) {
            add(prefix, struct.fields());
        } else if (definition instanceof DefinitionTree.Service service) {
            for (FunctionTree function : service.functions()) {
                add(prefix, function.name());
                add(prefix + function.name() + ".", function.parameters());
                add(prefix + function.name() + ".", function.exceptions());
            }
        }
    }

    private void add(String prefix, List<FieldTree> fields) {
        fields.forEach(field -> add(prefix, field.name()));
    }

    private void add(String prefix, Name name) {
        positions.putIfAbsent(prefix + name.text(), name.position());
    }

    /**
     * The place of a name.
     *
     * @param path the names that lead to it with dots between them, such as {@code Service.function.parameter}
     */
    Position of(String path) {
        Position position = positions.get(path);
        if (position == null) {
            throw new IllegalArgumentException("name: " + path + " (expected: one of the program's)");
        }
        return position;
    }
}
