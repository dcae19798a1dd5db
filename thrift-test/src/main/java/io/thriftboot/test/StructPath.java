package io.thriftboot.test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.thrift.TBase;
import org.jspecify.annotations.Nullable;

/** Paths to what is inside of a struct: {@code name}, {@code street.number}, {@code former[0].name}, {@code places["home"]}. */
final class StructPath {

    private static final Pattern STEP = Pattern.compile("\\.?([A-Za-z_][A-Za-z0-9_]*)|\\[(\"(?:[^\"]*)\"|[^]]+)]");
    private static final Pattern INDEXES = Pattern.compile("\\[(?:\"[^\"]*\"|[^]]*)]");

    private StructPath() {}

    static String field(String parent, String name) {
        return parent.isEmpty() ? name : parent + '.' + name;
    }

    static String element(String parent, @Nullable Object key) {
        return parent + '[' + Shown.value(key) + ']';
    }

    /** The same for every element: {@code former[0].name} is {@code former.name}. */
    static String withoutIndexes(String path) {
        return INDEXES.matcher(path).replaceAll("");
    }

    /**
     * Follows a path.
     *
     * @return what is there, empty if it is not set
     * @throws IllegalArgumentException if a struct has no such field, or a step does not fit what is there
     */
    static Optional<Object> follow(TBase<?, ?> struct, String path) {
        Object current = struct;
        String done = "";
        for (String step : steps(path)) {
            if (current == null) {
                return Optional.empty();
            }
            current = next(current, step, done, path);
            done = step.startsWith("[") ? done + step : field(done, step);
        }
        return Optional.ofNullable(current);
    }

    private static List<String> steps(String path) {
        Matcher matcher = STEP.matcher(path);
        List<String> steps = new ArrayList<>();
        int end = 0;
        while (matcher.find() && matcher.start() == end) {
            steps.add(matcher.group(1) != null ? matcher.group(1) : '[' + matcher.group(2) + ']');
            end = matcher.end();
        }
        if (end != path.length() || steps.isEmpty()) {
            throw new IllegalArgumentException(
                    "path: " + path + " (expected: names of fields with dots between them, such as former[0].name)");
        }
        return steps;
    }

    private static @Nullable Object next(Object current, String step, String done, String path) {
        boolean isKey = step.startsWith("[");
        String key = isKey ? step.substring(1, step.length() - 1) : step;
        if (!isKey && current instanceof TBase<?, ?> struct) {
            return StructFields.get(
                    struct, StructFields.named(struct, key).orElseThrow(() -> noField(struct, key, path)));
        }
        if (isKey && current instanceof List<?> list && key.matches("[0-9]{1,9}")) {
            int index = Integer.parseInt(key);
            return index < list.size() ? list.get(index) : null;
        }
        if (isKey && current instanceof Map<?, ?> map) {
            return map.entrySet().stream()
                    .filter(entry -> Shown.value(entry.getKey()).equals(key))
                    .findFirst()
                    .map(Map.Entry::getValue)
                    .orElse(null);
        }
        throw new IllegalArgumentException(
                "path: " + path + " (expected: a path to what there is; " + done + " is " + Shown.value(current) + ")");
    }

    private static IllegalArgumentException noField(TBase<?, ?> struct, String name, String path) {
        List<String> names = StructFields.of(struct).stream()
                .map(field -> field.getFieldName())
                .toList();
        return new IllegalArgumentException("path: " + path + " (expected: instead of " + name + " a field of "
                + struct.getClass().getSimpleName() + ": " + String.join(", ", names) + ")");
    }
}
