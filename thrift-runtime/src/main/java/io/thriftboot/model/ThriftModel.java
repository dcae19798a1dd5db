package io.thriftboot.model;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Services and every type that they use.
 *
 * @param services by the keys that their reader gave them
 * @param structs structs, unions and exceptions, by their names
 * @param enums by their names
 * @param warnings what could not be read, for people
 * @since 0.1
 */
public record ThriftModel(
        Map<String, ServiceModel> services,
        Map<String, StructModel> structs,
        Map<String, EnumModel> enums,
        List<String> warnings) {

    /** Copies the maps. */
    public ThriftModel {
        services = Collections.unmodifiableMap(new LinkedHashMap<>(services));
        structs = Collections.unmodifiableMap(new TreeMap<>(structs));
        enums = Collections.unmodifiableMap(new TreeMap<>(enums));
        warnings = List.copyOf(warnings);
    }

    /**
     * The whole model as JSON text, for a page: {@code services}, {@code structs}, {@code enums} and {@code warnings}. Types are
     * objects with a {@code kind} (such as {@code i64}, {@code enum}, {@code struct}, {@code list}, {@code map}) and, depending on
     * it, {@code name}, {@code key} and {@code element}.
     *
     * @return an object
     */
    public String toJson() {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("services", each(services, ThriftModel::describe));
        all.put("structs", each(structs, ThriftModel::describe));
        all.put("enums", each(enums, ThriftModel::describe));
        all.put("warnings", warnings);
        return Json.text(all);
    }

    private static <T> Map<String, Object> each(Map<String, T> map, java.util.function.Function<T, Object> describe) {
        Map<String, Object> result = new LinkedHashMap<>();
        map.forEach((name, value) -> result.put(name, describe.apply(value)));
        return result;
    }

    private static Map<String, Object> named(String name, @Nullable String doc) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("name", name);
        if (doc != null) {
            result.put("doc", doc);
        }
        return result;
    }

    private static Object describe(ServiceModel service) {
        Map<String, Object> result = named(service.name(), service.doc());
        result.put("methods", each(service.methods(), ThriftModel::describe));
        return result;
    }

    private static Object describe(MethodModel method) {
        Map<String, Object> result = named(method.name(), method.doc());
        result.put("oneway", method.oneway());
        result.put("returns", describe(method.returns()));
        result.put("arguments", fields(method.arguments().fields()));
        result.put("exceptions", fields(method.exceptions()));
        return result;
    }

    private static Object describe(StructModel struct) {
        Map<String, Object> result = named(struct.name(), struct.doc());
        result.put("kind", struct.kind().name().toLowerCase(Locale.ROOT));
        result.put("fields", fields(struct.fields()));
        return result;
    }

    private static Object describe(EnumModel type) {
        Map<String, Object> result = named(type.name(), type.doc());
        List<Object> values = new ArrayList<>();
        for (EnumModel.Value value : type.values()) {
            Map<String, Object> described = named(value.name(), value.doc());
            described.put("number", value.number());
            values.add(described);
        }
        result.put("values", values);
        return result;
    }

    private static List<Object> fields(List<FieldModel> fields) {
        List<Object> result = new ArrayList<>();
        for (FieldModel field : fields) {
            Map<String, Object> described = named(field.name(), field.doc());
            described.put("id", field.id());
            described.put("type", describe(field.type()));
            described.put("presence", field.presence().name().toLowerCase(Locale.ROOT));
            if (field.defaultValue() != null) {
                described.put("default", field.defaultValue());
            }
            result.add(described);
        }
        return result;
    }

    private static Map<String, Object> describe(ModelType type) {
        if (type instanceof ModelType.OfEnum named) {
            return parts("enum", "name", named.name());
        }
        if (type instanceof ModelType.OfStruct named) {
            return parts("struct", "name", named.name());
        }
        if (type instanceof ModelType.OfList list) {
            return parts("list", "element", describe(list.element()));
        }
        if (type instanceof ModelType.OfSet set) {
            return parts("set", "element", describe(set.element()));
        }
        if (type instanceof ModelType.OfMap map) {
            Map<String, Object> result = parts("map", "key", describe(map.key()));
            result.put("element", describe(map.value()));
            return result;
        }
        return new LinkedHashMap<>(Map.of("kind", type.toString()));
    }

    private static Map<String, Object> parts(String kind, String name, Object value) {
        Map<String, Object> result = new LinkedHashMap<>();
        result.put("kind", kind);
        result.put(name, value);
        return result;
    }
}
