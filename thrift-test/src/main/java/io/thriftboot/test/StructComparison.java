package io.thriftboot.test;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Predicate;
import org.apache.thrift.TBase;
import org.apache.thrift.TFieldIdEnum;
import org.jspecify.annotations.Nullable;

/** Walks through two structs side by side and collects where they differ. */
final class StructComparison {

    private final Predicate<String> ignored;
    private final List<Difference> differences = new ArrayList<>();

    private StructComparison(Predicate<String> ignored) {
        this.ignored = ignored;
    }

    /**
     * Compares two structs.
     *
     * @param ignored says of a path whether it does not matter
     * @return the differences in the order of the fields, empty if there are none
     */
    static List<Difference> of(TBase<?, ?> actual, TBase<?, ?> expected, Predicate<String> ignored) {
        StructComparison comparison = new StructComparison(ignored);
        comparison.compare("", actual, expected);
        return comparison.differences;
    }

    private void compare(String path, @Nullable Object actual, @Nullable Object expected) {
        if (ignored.test(path)) {
            return;
        }
        if (actual == null || expected == null || actual.getClass() != expected.getClass()) {
            compareUnlike(path, actual, expected);
        } else if (actual instanceof TBase<?, ?> struct) {
            compareStructs(path, struct, (TBase<?, ?>) expected);
        } else if (actual instanceof List<?> list) {
            compareLists(path, list, (List<?>) expected);
        } else if (actual instanceof Set<?> set) {
            compareSets(path, set, (Set<?>) expected);
        } else if (actual instanceof Map<?, ?> map) {
            compareMaps(path, map, (Map<?, ?>) expected);
        } else {
            compareValues(path, actual, expected);
        }
    }

    /** One of them may be missing; otherwise lists, sets and maps may be of several classes. */
    private void compareUnlike(String path, @Nullable Object actual, @Nullable Object expected) {
        if (actual instanceof List<?> list && expected instanceof List<?> other) {
            compareLists(path, list, other);
        } else if (actual instanceof Set<?> set && expected instanceof Set<?> other) {
            compareSets(path, set, other);
        } else if (actual instanceof Map<?, ?> map && expected instanceof Map<?, ?> other) {
            compareMaps(path, map, other);
        } else {
            compareValues(path, actual, expected);
        }
    }

    private void compareValues(String path, @Nullable Object actual, @Nullable Object expected) {
        if (Objects.equals(comparable(actual), comparable(expected))) {
            return;
        }
        if (actual == null) {
            add(path, "expected " + Shown.value(expected) + " but it is not set");
        } else if (expected == null) {
            add(path, "expected not to be set but was " + Shown.value(actual));
        } else {
            add(path, "expected " + Shown.value(expected) + " but was " + Shown.value(actual));
        }
    }

    private static @Nullable Object comparable(@Nullable Object value) {
        return value instanceof byte[] bytes ? ByteBuffer.wrap(bytes) : value;
    }

    private void compareStructs(String path, TBase<?, ?> actual, TBase<?, ?> expected) {
        for (TFieldIdEnum field : StructFields.of(expected)) {
            compare(
                    StructPath.field(path, field.getFieldName()),
                    StructFields.get(actual, field),
                    StructFields.get(expected, field));
        }
    }

    private void compareLists(String path, List<?> actual, List<?> expected) {
        int both = Math.min(actual.size(), expected.size());
        for (int i = 0; i < both; i++) {
            compare(StructPath.element(path, i), actual.get(i), expected.get(i));
        }
        for (int i = both; i < expected.size(); i++) {
            add(StructPath.element(path, i), "expected " + Shown.value(expected.get(i)) + " but the list ends before");
        }
        for (int i = both; i < actual.size(); i++) {
            add(StructPath.element(path, i), "unexpected " + Shown.value(actual.get(i)));
        }
    }

    private void compareSets(String path, Set<?> actual, Set<?> expected) {
        for (Object element : expected) {
            if (!actual.contains(element)) {
                add(path, "expected to contain " + Shown.value(element));
            }
        }
        for (Object element : actual) {
            if (!expected.contains(element)) {
                add(path, "unexpected " + Shown.value(element));
            }
        }
    }

    private void compareMaps(String path, Map<?, ?> actual, Map<?, ?> expected) {
        expected.forEach((key, value) -> {
            if (actual.containsKey(key)) {
                compare(StructPath.element(path, key), actual.get(key), value);
            } else {
                add(StructPath.element(path, key), "expected " + Shown.value(value) + " but there is no such key");
            }
        });
        actual.forEach((key, value) -> {
            if (!expected.containsKey(key)) {
                add(StructPath.element(path, key), "unexpected " + Shown.value(value));
            }
        });
    }

    private void add(String path, String what) {
        if (!ignored.test(path)) {
            differences.add(new Difference(path, what));
        }
    }
}
