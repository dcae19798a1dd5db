package io.thriftboot.idl.json;

import io.thriftboot.idl.model.Value;
import java.util.LinkedHashMap;
import java.util.Map;

/** Constant values as they are described in the documentation: enum values by their numbers, keys as strings. */
final class JsonValues {

    private JsonValues() {}

    static Object of(Value value) {
        if (value instanceof Value.Whole whole) {
            return whole.number();
        }
        if (value instanceof Value.Fraction fraction) {
            return fraction.number();
        }
        if (value instanceof Value.Text text) {
            return text.text();
        }
        if (value instanceof Value.EnumMember member) {
            return member.member().number();
        }
        return value instanceof Value.Elements elements
                ? elements.elements().stream().map(JsonValues::of).toList()
                : object(value);
    }

    private static Map<String, Object> object(Value value) {
        Map<String, Object> object = new LinkedHashMap<>();
        if (value instanceof Value.Entries entries) {
            entries.entries().forEach(entry -> object.put(String.valueOf(of(entry.key())), of(entry.value())));
        } else if (value instanceof Value.Fields fields) {
            fields.fields().forEach(field -> object.put(field.field().name(), of(field.value())));
        }
        return object;
    }
}
