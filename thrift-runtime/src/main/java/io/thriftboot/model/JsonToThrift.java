package io.thriftboot.model;

import io.thriftboot.model.FieldModel.Presence;
import io.thriftboot.model.ModelType.Base;
import io.thriftboot.model.ModelType.OfEnum;
import io.thriftboot.model.ModelType.OfList;
import io.thriftboot.model.ModelType.OfMap;
import io.thriftboot.model.ModelType.OfSet;
import io.thriftboot.model.ModelType.OfStruct;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TField;
import org.apache.thrift.protocol.TList;
import org.apache.thrift.protocol.TMap;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TSet;
import org.apache.thrift.protocol.TStruct;
import org.apache.thrift.transport.TMemoryBuffer;
import org.jspecify.annotations.Nullable;

/** Writes parsed JSON as Thrift values. */
final class JsonToThrift {

    private final ThriftModel model;
    private final TProtocol out;

    JsonToThrift(ThriftModel model, TProtocol out) {
        this.model = model;
        this.out = out;
    }

    void struct(@Nullable Object value, StructModel struct, String place) throws TException {
        Map<?, ?> members = members(value, struct, place);
        out.writeStructBegin(new TStruct(struct.name()));
        for (FieldModel field : struct.fields()) {
            if (members.containsKey(field.name())) {
                out.writeFieldBegin(new TField(field.name(), field.type().wireType(), field.id()));
                value(members.get(field.name()), field.type(), inside(place, field.name()));
                out.writeFieldEnd();
            }
        }
        out.writeFieldStop();
        out.writeStructEnd();
    }

    private static Map<?, ?> members(@Nullable Object value, StructModel struct, String place) {
        if (!(value instanceof Map<?, ?> members)) {
            throw BadJsonException.at(place, shown(value), struct.name() + ", an object");
        }
        for (Object name : members.keySet()) {
            if (struct.field(String.valueOf(name)).isEmpty()) {
                throw BadJsonException.at(place, "unknown field '" + name + "'", "one of " + fieldNames(struct));
            }
        }
        if (struct.kind() == StructModel.Kind.UNION && members.size() != 1) {
            throw BadJsonException.at(place, members.size() + " members", "exactly one of " + fieldNames(struct));
        }
        for (FieldModel field : struct.fields()) {
            if (field.presence() == Presence.REQUIRED
                    && field.defaultValue() == null
                    && !members.containsKey(field.name())) {
                throw new BadJsonException(
                        (place.isEmpty() ? "/" : place) + ": missing required field '" + field.name() + "'");
            }
        }
        return members;
    }

    private static List<String> fieldNames(StructModel struct) {
        return struct.fields().stream().map(FieldModel::name).toList();
    }

    private void value(@Nullable Object value, ModelType type, String place) throws TException {
        if (type instanceof Base base) {
            new JsonScalar(value, place).write(base, out);
        } else if (type instanceof OfEnum of) {
            out.writeI32(new JsonScalar(value, place).number(enumeration(of)));
        } else if (type instanceof OfStruct of) {
            struct(value, structOf(model, of), place);
        } else if (type instanceof OfMap map) {
            map(value, map, place);
        } else if (type instanceof OfSet set) {
            set(value, set, place);
        } else if (type instanceof OfList list) {
            list(value, list, place);
        }
    }

    private EnumModel enumeration(OfEnum type) {
        return Objects.requireNonNull(model.enums().get(type.name()), type::toString);
    }

    static StructModel structOf(ThriftModel model, OfStruct type) {
        StructModel struct = model.structs().get(type.name());
        if (struct == null) {
            throw new IllegalArgumentException(
                    "type " + type + ": not in the model (expected: the documentation of every IDL file)");
        }
        return struct;
    }

    private void list(@Nullable Object value, OfList type, String place) throws TException {
        List<?> elements = array(value, type, place);
        out.writeListBegin(new TList(type.element().wireType(), elements.size()));
        for (int i = 0; i < elements.size(); i++) {
            value(elements.get(i), type.element(), inside(place, i));
        }
        out.writeListEnd();
    }

    private void set(@Nullable Object value, OfSet type, String place) throws TException {
        List<?> elements = array(value, type, place);
        Distinct seen = new Distinct(type.element());
        for (int i = 0; i < elements.size(); i++) {
            seen.add(elements.get(i), inside(place, i));
        }
        out.writeSetBegin(new TSet(type.element().wireType(), elements.size()));
        for (int i = 0; i < elements.size(); i++) {
            value(elements.get(i), type.element(), inside(place, i));
        }
        out.writeSetEnd();
    }

    private static List<?> array(@Nullable Object value, ModelType type, String place) {
        if (value instanceof List<?> elements) {
            return elements;
        }
        throw BadJsonException.at(place, shown(value), type + ", an array");
    }

    private void map(@Nullable Object value, OfMap type, String place) throws TException {
        List<Entry> entries = type.isObject() ? members(value, type, place) : pairs(value, type, place);
        Distinct seen = new Distinct(type.key());
        for (Entry entry : entries) {
            seen.add(entry.key, entry.place);
        }
        out.writeMapBegin(new TMap(type.key().wireType(), type.value().wireType(), entries.size()));
        for (Entry entry : entries) {
            value(entry.key, type.key(), entry.place);
            value(entry.value, type.value(), entry.place);
        }
        out.writeMapEnd();
    }

    private static List<Entry> members(@Nullable Object value, OfMap type, String place) {
        if (!(value instanceof Map<?, ?> members)) {
            throw BadJsonException.at(place, shown(value), type + ", an object");
        }
        List<Entry> entries = new ArrayList<>();
        members.forEach((name, member) -> entries.add(new Entry(name, member, inside(place, String.valueOf(name)))));
        return entries;
    }

    private static List<Entry> pairs(@Nullable Object value, OfMap type, String place) {
        List<Entry> entries = new ArrayList<>();
        for (Object element : array(value, type, place)) {
            String at = inside(place, entries.size());
            if (!(element instanceof List<?> pair) || pair.size() != 2) {
                throw BadJsonException.at(at, shown(element), "a pair [key, value] of " + type);
            }
            entries.add(new Entry(pair.get(0), pair.get(1), at));
        }
        return entries;
    }

    private record Entry(@Nullable Object key, @Nullable Object value, String place) {}

    private static String inside(String place, Object member) {
        return place + '/' + member;
    }

    static String shown(@Nullable Object value) {
        if (value instanceof Map<?, ?>) {
            return "an object";
        }
        if (value instanceof List<?>) {
            return "an array";
        }
        String text = Json.text(value);
        return text.length() > 100 ? text.substring(0, 100) + "…" : text;
    }

    /** Elements of a set or keys of a map are the same if they are encoded alike, whatever their text. */
    private final class Distinct {

        private final ModelType type;
        private final Set<ByteBuffer> seen = new HashSet<>();

        Distinct(ModelType type) {
            this.type = type;
        }

        void add(@Nullable Object element, String place) throws TException {
            TMemoryBuffer bytes = new TMemoryBuffer(32);
            new JsonToThrift(model, new TBinaryProtocol(bytes)).value(element, type, place);
            if (!seen.add(ByteBuffer.wrap(bytes.getArray(), 0, bytes.length()).slice())) {
                throw BadJsonException.at(place, shown(element) + " a second time", "each once");
            }
        }
    }
}
