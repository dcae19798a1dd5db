package io.thriftboot.protocol;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import java.util.Map;
import org.apache.thrift.TBase;
import org.apache.thrift.TFieldIdEnum;
import org.apache.thrift.meta_data.FieldMetaData;
import org.jspecify.annotations.Nullable;

/**
 * The fields of a struct in one line, as long as there is room. Goes by the values instead of by what the struct writes: only
 * the structs themselves know how their fields are annotated.
 */
@SuppressWarnings({"unchecked", "rawtypes"})
final class LineText {

    private static final String SENSITIVE = "sensitive";
    private static final String HIDDEN = "***";
    private static final int LONGEST = 256;

    private final StringBuilder text = new StringBuilder();
    private final int max;

    LineText(int max) {
        this.max = max;
    }

    /** What was written, cut to the room there is. */
    String text() {
        return text.length() <= max ? text.toString() : text.substring(0, max) + "...";
    }

    private boolean isFull() {
        return text.length() > max;
    }

    void struct(TBase struct) {
        text.append(struct.getClass().getSimpleName()).append('(');
        Map<TFieldIdEnum, FieldMetaData> fields = FieldMetaData.getStructMetaDataMap((Class) struct.getClass());
        String separator = "";
        for (Map.Entry<TFieldIdEnum, FieldMetaData> field : fields.entrySet()) {
            if (struct.isSet(field.getKey()) && !isFull()) {
                text.append(separator).append(field.getValue().fieldName).append('=');
                field(struct, field.getKey(), field.getValue());
                separator = ", ";
            }
        }
        text.append(')');
    }

    private void field(TBase struct, TFieldIdEnum field, FieldMetaData metaData) {
        if (isSensitive(metaData)) {
            text.append(HIDDEN);
        } else {
            value(struct.getFieldValue(field));
        }
    }

    /** What a peer's IDL says of the field does not matter. */
    private static boolean isSensitive(FieldMetaData field) {
        Map<String, String> annotations = field.getFieldAnnotations();
        return annotations != null
                && annotations.containsKey(SENSITIVE)
                && !"false".equalsIgnoreCase(annotations.get(SENSITIVE));
    }

    private void value(@Nullable Object value) {
        if (value instanceof TBase struct) {
            struct(struct);
        } else if (value instanceof Map<?, ?> map) {
            map(map);
        } else if (value instanceof Iterable<?> values) {
            list(values);
        } else if (value instanceof String string) {
            string(string);
        } else if (value instanceof byte[] bytes) {
            binary(ByteBuffer.wrap(bytes));
        } else if (value instanceof ByteBuffer bytes) {
            binary(bytes.duplicate());
        } else {
            text.append(value);
        }
    }

    private void list(Iterable<?> values) {
        text.append('[');
        String separator = "";
        for (Object value : values) {
            if (isFull()) {
                return;
            }
            text.append(separator);
            value(value);
            separator = ", ";
        }
        text.append(']');
    }

    private void map(Map<?, ?> map) {
        text.append('{');
        String separator = "";
        for (Map.Entry<?, ?> entry : map.entrySet()) {
            if (isFull()) {
                return;
            }
            text.append(separator);
            value(entry.getKey());
            text.append('=');
            value(entry.getValue());
            separator = ", ";
        }
        text.append('}');
    }

    private void string(String value) {
        boolean cut = value.length() > LONGEST;
        text.append('"')
                .append(DebugProtocol.escaped(cut ? value.substring(0, LONGEST) : value))
                .append('"');
        if (cut) {
            text.append("... (").append(value.length()).append(" characters)");
        }
    }

    private void binary(ByteBuffer value) {
        int size = value.remaining();
        byte[] shown = new byte[Math.min(size, LONGEST)];
        value.get(shown);
        text.append("0x").append(HexFormat.of().formatHex(shown));
        if (size > LONGEST) {
            text.append("... (").append(size).append(" bytes)");
        }
    }
}
