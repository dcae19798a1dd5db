package io.thriftboot.idl.json;

import io.thriftboot.idl.model.BaseType;
import io.thriftboot.idl.model.ContainerType;
import io.thriftboot.idl.model.Definition;
import io.thriftboot.idl.model.EnumType;
import io.thriftboot.idl.model.Program;
import io.thriftboot.idl.model.StructType;
import io.thriftboot.idl.model.Type;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;

/** Types as they are described in the documentation. */
final class JsonTypes {

    private final Program program;

    JsonTypes(Program program) {
        this.program = program;
    }

    /** Adds what a type is under keys that begin with a prefix such as {@code key} or {@code elem}. */
    void describe(Map<String, Object> object, String prefix, Type type) {
        object.put(key(prefix, "typeId"), id(type));
        describeParts(object, prefix, type);
    }

    void describeParts(Map<String, Object> object, String prefix, Type type) {
        if (!(type.resolved() instanceof BaseType)) {
            object.put(key(prefix, "type"), specification(type.resolved()));
        }
    }

    private static String key(String prefix, String name) {
        return prefix.isEmpty() ? name : prefix + Character.toUpperCase(name.charAt(0)) + name.substring(1);
    }

    private static String id(Type type) {
        Type resolved = type.resolved();
        if (resolved instanceof BaseType base) {
            return base.kind().name().toLowerCase(Locale.ROOT);
        }
        if (resolved instanceof StructType struct) {
            return struct.kind().name().toLowerCase(Locale.ROOT);
        }
        return resolved.getClass().getSimpleName().replace("Type", "").toLowerCase(Locale.ROOT);
    }

    private Map<String, Object> specification(Type type) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("typeId", id(type));
        annotate(object, type.annotations());
        if (type instanceof StructType struct) {
            object.put("class", qualified(struct.program(), struct));
        } else if (type instanceof EnumType enumType) {
            object.put("class", qualified(enumType.program(), enumType));
        } else if (type instanceof ContainerType.MapType map) {
            object.put("keyTypeId", id(map.key()));
            object.put("valueTypeId", id(map.value()));
            describeParts(object, "key", map.key());
            describeParts(object, "value", map.value());
        } else if (type instanceof ContainerType.SetType set) {
            describe(object, "elem", set.element());
        } else if (type instanceof ContainerType.ListType list) {
            describe(object, "elem", list.element());
        }
        return object;
    }

    /** The name, with the program's before it if it is another one's. */
    String qualified(Program owner, Definition definition) {
        return owner == program ? definition.name() : owner.name() + "." + definition.name();
    }

    static void annotate(Map<String, Object> object, SortedMap<String, List<String>> annotations) {
        if (!annotations.isEmpty()) {
            Map<String, Object> values = new LinkedHashMap<>();
            annotations.forEach((name, all) -> values.put(name, all.get(all.size() - 1)));
            object.put("annotations", values);
        }
    }
}
