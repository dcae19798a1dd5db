package io.thriftboot.model;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.model.FieldModel.Presence;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.thrift.TBase;
import org.apache.thrift.TEnum;
import org.apache.thrift.TException;
import org.apache.thrift.TFieldRequirementType;
import org.apache.thrift.TUnion;
import org.apache.thrift.meta_data.FieldMetaData;
import org.jspecify.annotations.Nullable;

/**
 * Reads a model from generated classes; comments, defaults and the order of methods come from the documentation of the IDL,
 * where it is there.
 *
 * @since 0.1
 */
public final class ModelReader {

    private static final short SUCCESS = 0;

    private final IdlDocs docs;
    private final Map<String, Map<?, ?>> structDocs;
    private final Map<String, Map<?, ?>> enumDocs;
    private final Map<String, Map<?, ?>> serviceDocs;
    private final MetaDataTypes types = new MetaDataTypes();
    private final Map<String, StructModel> structs = new TreeMap<>();
    private final Map<String, EnumModel> enums = new TreeMap<>();
    private final Map<String, ServiceModel> services = new LinkedHashMap<>();

    private ModelReader(IdlDocs docs) {
        this.docs = docs;
        this.structDocs = docs.byClass("structs");
        this.enumDocs = docs.byClass("enums");
        this.serviceDocs = docs.byClass("services");
    }

    /**
     * Reads services and all types that they use.
     *
     * @param services by the names of their generated classes in the model
     * @param docs the documentation of their IDL
     * @return the model; its services are in it by the names of their generated classes
     */
    public static ThriftModel read(Collection<ServiceDescriptor> services, IdlDocs docs) {
        ModelReader reader = new ModelReader(docs);
        services.forEach(reader::add);
        reader.addTypes();
        return new ThriftModel(reader.services, reader.structs, reader.enums, docs.warnings());
    }

    private void add(ServiceDescriptor service) {
        String type = service.type().getName();
        if (!services.containsKey(type)) {
            services.put(type, new ServiceModel(service.name(), methods(service), IdlDocs.doc(serviceDocs.get(type))));
        }
    }

    private Map<String, MethodModel> methods(ServiceDescriptor service) {
        Map<String, MethodModel> methods = new LinkedHashMap<>();
        for (String name : inOrder(service)) {
            MethodDescriptor method = service.methods().get(name);
            if (method != null) {
                methods.put(name, method(method));
            }
        }
        return methods;
    }

    /** Own methods first, as in the IDL, then inherited ones, then those of which no documentation is there. */
    private Set<String> inOrder(ServiceDescriptor service) {
        Set<String> names = new LinkedHashSet<>();
        Set<Class<?>> declaring = new LinkedHashSet<>(List.of(service.type()));
        service.methods().values().forEach(method -> declaring.add(owner(method)));
        for (Class<?> type : declaring) {
            Map<?, ?> doc = serviceDocs.get(type.getName());
            if (doc != null) {
                IdlDocs.objects(doc, "functions").forEach(function -> names.add(String.valueOf(function.get("name"))));
            }
        }
        names.addAll(service.methods().keySet());
        return names;
    }

    private static Class<?> owner(MethodDescriptor method) {
        Class<?> iface = method.javaMethod().getDeclaringClass();
        return iface.getDeclaringClass() == null ? iface : iface.getDeclaringClass();
    }

    private MethodModel method(MethodDescriptor method) {
        Map<?, ?> service = serviceDocs.get(owner(method).getName());
        Map<?, ?> doc = service == null ? null : find(service, "functions", "name", method.name());
        List<FieldModel> results =
                method.isOneway() ? List.of() : fields(method.newResult().getClass(), doc, "exceptions");
        ModelType returns = results.stream()
                .filter(field -> field.id() == SUCCESS)
                .map(FieldModel::type)
                .findFirst()
                .orElse(ModelType.Base.VOID);
        StructModel arguments = new StructModel(
                method.name() + "_args",
                StructModel.Kind.STRUCT,
                fields(method.newArgs().getClass(), doc, "arguments"),
                null);
        List<FieldModel> exceptions =
                results.stream().filter(field -> field.id() != SUCCESS).toList();
        return new MethodModel(method.name(), method.isOneway(), arguments, returns, exceptions, IdlDocs.doc(doc));
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private List<FieldModel> fields(Class<?> struct, @Nullable Map<?, ?> doc, String fieldsOfDoc) {
        Map<?, FieldMetaData> metaData = FieldMetaData.getStructMetaDataMap((Class) struct);
        List<FieldModel> fields = new ArrayList<>();
        metaData.forEach((key, field) -> {
            short id = ((org.apache.thrift.TFieldIdEnum) key).getThriftFieldId();
            Map<?, ?> own = doc == null ? null : find(doc, fieldsOfDoc, "key", String.valueOf(id));
            fields.add(new FieldModel(
                    id,
                    field.fieldName,
                    types.of(struct, field),
                    presence(field.requirementType),
                    IdlDocs.defaultValue(own),
                    IdlDocs.doc(own)));
        });
        return fields;
    }

    private static @Nullable Map<?, ?> find(Map<?, ?> doc, String list, String key, String value) {
        return IdlDocs.objects(doc, list).stream()
                .filter(object -> String.valueOf(object.get(key)).equals(value))
                .findFirst()
                .orElse(null);
    }

    private static Presence presence(byte requirement) {
        return switch (requirement) {
            case TFieldRequirementType.REQUIRED -> Presence.REQUIRED;
            case TFieldRequirementType.OPTIONAL -> Presence.OPTIONAL;
            default -> Presence.DEFAULT;
        };
    }

    /** Reading a struct may find further types. */
    private void addTypes() {
        for (Class<?> type = types.next(); type != null; type = types.next()) {
            String name = types.nameOf(type);
            if (type.isEnum()) {
                enums.put(name, enumeration(name, type));
            } else {
                Map<?, ?> doc = structDocs.get(type.getName());
                structs.put(name, new StructModel(name, kind(type), fields(type, doc, "fields"), IdlDocs.doc(doc)));
            }
        }
    }

    private static StructModel.Kind kind(Class<?> type) {
        if (TUnion.class.isAssignableFrom(type)) {
            return StructModel.Kind.UNION;
        }
        return TException.class.isAssignableFrom(type) ? StructModel.Kind.EXCEPTION : StructModel.Kind.STRUCT;
    }

    private EnumModel enumeration(String name, Class<?> type) {
        Map<?, ?> doc = enumDocs.get(type.getName());
        List<EnumModel.Value> values = Arrays.stream(type.getEnumConstants())
                .map(constant -> {
                    String value = ((Enum<?>) constant).name();
                    Map<?, ?> own = doc == null ? null : find(doc, "members", "name", value);
                    return new EnumModel.Value(value, ((TEnum) constant).getValue(), IdlDocs.doc(own));
                })
                .toList();
        return new EnumModel(name, values, IdlDocs.doc(doc));
    }

    @Override
    public String toString() {
        return services.keySet() + " " + docs.warnings();
    }

    static boolean isGenerated(Class<?> type) {
        return TBase.class.isAssignableFrom(type) || TEnum.class.isAssignableFrom(type);
    }
}
