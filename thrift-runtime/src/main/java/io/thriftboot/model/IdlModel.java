package io.thriftboot.model;

import io.thriftboot.model.FieldModel.Presence;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model from the documentation of IDL files alone, without generated classes: for servers of whatever language.
 *
 * @since 0.1
 */
public final class IdlModel {

    private final Names names = new Names();
    private final Map<String, StructModel> structs = new TreeMap<>();
    private final Map<String, EnumModel> enums = new TreeMap<>();
    private final Map<String, Map<?, ?>> serviceDocs = new LinkedHashMap<>();
    private final Map<String, String> programOfService = new LinkedHashMap<>();

    private IdlModel() {}

    /**
     * Reads all services of IDL files.
     *
     * @param docs of the files and all they include
     * @return the model; its services are in it by their names in the IDL
     * @throws IllegalArgumentException if the documentation of a file that another one includes is not there, or is of a form
     *     that is not known
     */
    public static ThriftModel read(IdlDocs docs) {
        IdlModel reader = new IdlModel();
        docs.programs().forEach(reader::addTypes);
        docs.programs().forEach(reader::addServiceDocs);
        Map<String, ServiceModel> services = new LinkedHashMap<>();
        reader.serviceDocs.forEach((whole, service) -> {
            String name = String.valueOf(service.get("name"));
            services.put(
                    reader.names.of("service " + name, whole).equals(whole) ? whole : name,
                    new ServiceModel(name, reader.methods(whole), IdlDocs.doc(service)));
        });
        return new ThriftModel(services, reader.structs, reader.enums, docs.warnings());
    }

    private void addTypes(Map<?, ?> program) {
        String prefix = program.get("name") + ".";
        for (Map<?, ?> type : IdlDocs.objects(program, "enums")) {
            String name = nameOf(prefix + type.get("name"));
            List<EnumModel.Value> values = IdlDocs.objects(type, "members").stream()
                    .map(value -> new EnumModel.Value(
                            String.valueOf(value.get("name")),
                            Integer.parseInt(String.valueOf(value.get("value"))),
                            IdlDocs.doc(value)))
                    .toList();
            enums.put(name, new EnumModel(name, values, IdlDocs.doc(type)));
        }
        for (Map<?, ?> type : IdlDocs.objects(program, "structs")) {
            String name = nameOf(prefix + type.get("name"));
            structs.put(name, new StructModel(name, kind(type), fields(type, "fields", prefix), IdlDocs.doc(type)));
        }
    }

    private void addServiceDocs(Map<?, ?> program) {
        String prefix = program.get("name") + ".";
        for (Map<?, ?> service : IdlDocs.objects(program, "services")) {
            serviceDocs.put(prefix + service.get("name"), service);
            programOfService.put(prefix + service.get("name"), prefix);
        }
    }

    private String nameOf(String whole) {
        return names.of(whole.substring(whole.lastIndexOf('.') + 1), whole);
    }

    private static StructModel.Kind kind(Map<?, ?> type) {
        if (Boolean.TRUE.equals(type.get("isUnion"))) {
            return StructModel.Kind.UNION;
        }
        return Boolean.TRUE.equals(type.get("isException")) ? StructModel.Kind.EXCEPTION : StructModel.Kind.STRUCT;
    }

    private Map<String, MethodModel> methods(String service) {
        Map<?, ?> doc = serviceDocs.get(service);
        String prefix = programOfService.get(service);
        if (doc == null || prefix == null) {
            throw new IllegalArgumentException(
                    service + ": no documentation (expected: that of all files that are included)");
        }
        Map<String, MethodModel> methods = new LinkedHashMap<>();
        for (Map<?, ?> function : IdlDocs.objects(doc, "functions")) {
            methods.put(String.valueOf(function.get("name")), method(function, prefix));
        }
        if (doc.get("extends") instanceof String parent) {
            methods(qualified(parent, prefix)).forEach(methods::putIfAbsent);
        }
        return methods;
    }

    private MethodModel method(Map<?, ?> function, String prefix) {
        String name = String.valueOf(function.get("name"));
        return new MethodModel(
                name,
                Boolean.TRUE.equals(function.get("oneway")),
                new StructModel(name + "_args", StructModel.Kind.STRUCT, fields(function, "arguments", prefix), null),
                type(function, "return", prefix),
                fields(function, "exceptions", prefix),
                IdlDocs.doc(function));
    }

    private List<FieldModel> fields(Map<?, ?> owner, String list, String prefix) {
        List<FieldModel> fields = new ArrayList<>();
        for (Map<?, ?> field : IdlDocs.objects(owner, list)) {
            fields.add(new FieldModel(
                    Short.parseShort(String.valueOf(field.get("key"))),
                    String.valueOf(field.get("name")),
                    type(field, "", prefix),
                    presence(field.get("required")),
                    IdlDocs.defaultValue(field),
                    IdlDocs.doc(field)));
        }
        return fields;
    }

    private static Presence presence(@Nullable Object required) {
        return switch (String.valueOf(required)) {
            case "required" -> Presence.REQUIRED;
            case "optional" -> Presence.OPTIONAL;
            default -> Presence.DEFAULT;
        };
    }

    /** The type under keys that begin with a prefix such as {@code elem}. */
    private ModelType type(Map<?, ?> object, String key, String prefix) {
        String id = String.valueOf(object.get(key.isEmpty() ? "typeId" : key + "TypeId"));
        Map<?, ?> parts = object.get(key.isEmpty() ? "type" : key + "Type") instanceof Map<?, ?> map ? map : Map.of();
        return switch (id) {
            case "struct", "union", "exception" -> new ModelType.OfStruct(named(parts, prefix));
            case "enum" -> new ModelType.OfEnum(named(parts, prefix));
            case "list" -> new ModelType.OfList(type(parts, "elem", prefix));
            case "set" -> new ModelType.OfSet(type(parts, "elem", prefix));
            case "map" -> new ModelType.OfMap(type(parts, "key", prefix), type(parts, "value", prefix));
            case "byte" -> ModelType.Base.I8;
            default -> base(id);
        };
    }

    private String named(Map<?, ?> parts, String prefix) {
        return nameOf(qualified(String.valueOf(parts.get("class")), prefix));
    }

    private static String qualified(String name, String prefix) {
        return name.contains(".") ? name : prefix + name;
    }

    private static ModelType base(String id) {
        try {
            return ModelType.Base.valueOf(id.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException ex) {
            throw new IllegalArgumentException("type: " + id + " (expected: a type of Thrift)", ex);
        }
    }
}
