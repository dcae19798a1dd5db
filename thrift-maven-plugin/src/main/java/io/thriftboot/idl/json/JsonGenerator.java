package io.thriftboot.idl.json;

import io.thriftboot.idl.model.Constant;
import io.thriftboot.idl.model.Definition;
import io.thriftboot.idl.model.EnumType;
import io.thriftboot.idl.model.Field;
import io.thriftboot.idl.model.Function;
import io.thriftboot.idl.model.Program;
import io.thriftboot.idl.model.Service;
import io.thriftboot.idl.model.StructType;
import io.thriftboot.idl.model.Typedef;
import io.thriftboot.idl.model.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Describes a program in the format of Apache's compiler with {@code --gen json}. */
public final class JsonGenerator {

    private final Program program;
    private final JsonTypes types;

    private JsonGenerator(Program program) {
        this.program = program;
        this.types = new JsonTypes(program);
    }

    /** The description of a program. */
    public static String generate(Program program) {
        return Json.text(new JsonGenerator(program).program());
    }

    private Map<String, Object> program() {
        Map<String, Object> object = named(program.name(), program.doc());
        object.put("namespaces", new TreeMap<>(program.namespaces()));
        object.put(
                "includes",
                program.includes().stream()
                        .map(include -> include.program().name())
                        .toList());
        object.put("enums", all(EnumType.class, JsonGenerator::enumeration));
        object.put("typedefs", all(Typedef.class, this::typedef));
        object.put("structs", all(StructType.class, this::struct));
        object.put("constants", all(Constant.class, this::constant));
        object.put("services", all(Service.class, this::service));
        return object;
    }

    private <T extends Definition> List<Object> all(
            Class<T> kind, java.util.function.Function<T, Map<String, Object>> describe) {
        return program.definitions(kind).stream().<Object>map(describe).toList();
    }

    private static Map<String, Object> named(String name, @Nullable String doc) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", name);
        document(object, doc);
        return object;
    }

    private static void document(Map<String, Object> object, @Nullable String doc) {
        if (doc != null) {
            object.put("doc", doc + "\n");
        }
    }

    private static Map<String, Object> enumeration(EnumType type) {
        Map<String, Object> object = named(type.name(), type.doc());
        JsonTypes.annotate(object, type.annotations());
        object.put("members", type.members().stream().map(JsonGenerator::member).toList());
        return object;
    }

    private static Map<String, Object> member(EnumType.Member member) {
        Map<String, Object> object = named(member.name(), null);
        object.put("value", member.number());
        document(object, member.doc());
        return object;
    }

    private Map<String, Object> typedef(Typedef typedef) {
        Map<String, Object> object = named(typedef.name(), null);
        types.describe(object, "", typedef);
        document(object, typedef.doc());
        JsonTypes.annotate(object, typedef.annotations());
        return object;
    }

    private Map<String, Object> struct(StructType struct) {
        Map<String, Object> object = named(struct.name(), struct.doc());
        JsonTypes.annotate(object, struct.annotations());
        object.put("isException", struct.kind() == StructType.Kind.EXCEPTION);
        object.put("isUnion", struct.kind() == StructType.Kind.UNION);
        object.put("fields", struct.fields().stream().map(this::field).toList());
        return object;
    }

    private Map<String, Object> field(Field field) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("key", field.id());
        object.put("name", field.name());
        types.describe(object, "", field.type());
        document(object, field.doc());
        JsonTypes.annotate(object, field.annotations());
        object.put(
                "required",
                switch (field.presence()) {
                    case REQUIRED -> "required";
                    case OPTIONAL -> "optional";
                    case DEFAULT -> "req_out";
                });
        Value value = field.value();
        if (value != null) {
            object.put("default", JsonValues.of(value));
        }
        return object;
    }

    private Map<String, Object> constant(Constant constant) {
        Map<String, Object> object = named(constant.name(), null);
        types.describe(object, "", constant.type());
        document(object, constant.doc());
        object.put("value", JsonValues.of(constant.value()));
        return object;
    }

    private Map<String, Object> service(Service service) {
        Map<String, Object> object = named(service.name(), null);
        Service parent = service.parent();
        if (parent != null) {
            object.put("extends", types.qualified(parent.program(), parent));
        }
        document(object, service.doc());
        JsonTypes.annotate(object, service.annotations());
        object.put("functions", service.functions().stream().map(this::function).toList());
        return object;
    }

    private Map<String, Object> function(Function function) {
        Map<String, Object> object = named(function.name(), null);
        types.describe(object, "return", function.result());
        object.put("oneway", function.oneway());
        document(object, function.doc());
        JsonTypes.annotate(object, function.annotations());
        object.put("arguments", function.parameters().stream().map(this::field).toList());
        object.put("exceptions", function.exceptions().stream().map(this::field).toList());
        return object;
    }
}
