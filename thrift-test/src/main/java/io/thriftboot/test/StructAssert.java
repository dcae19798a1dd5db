package io.thriftboot.test;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.thrift.TBase;
import org.apache.thrift.TFieldIdEnum;
import org.assertj.core.api.AbstractObjectAssert;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ObjectAssert;
import org.jspecify.annotations.Nullable;

/**
 * Assertions on a generated struct, union or exception. Paths name what is inside of it by the names of the IDL: {@code
 * name}, {@code street.number}, {@code former[0].name}, {@code places["home"].name}.
 *
 * @since 0.1
 */
public final class StructAssert extends AbstractObjectAssert<StructAssert, TBase<?, ?>> {

    private final Set<String> ignored = new HashSet<>();

    StructAssert(@Nullable TBase<?, ?> actual) {
        super(actual, StructAssert.class);
    }

    /**
     * Has the next comparisons pass over some fields.
     *
     * @param paths of fields; without an index ({@code former.name}) they stand for the field of every element
     * @return this
     */
    public StructAssert ignoringFields(String... paths) {
        ignored.addAll(List.of(paths));
        return this;
    }

    /**
     * Asserts that a struct is of the same type and has the same values, except in ignored fields. A field that is not set
     * differs from one that is set to its default value.
     *
     * @param expected the struct to be equal to
     * @return this
     */
    @Override
    public StructAssert isEqualTo(@Nullable Object expected) {
        if (actual == null || !(expected instanceof TBase<?, ?> struct) || struct.getClass() != actual.getClass()) {
            return super.isEqualTo(expected);
        }
        List<Difference> differences = StructComparison.of(actual, struct, this::isIgnored);
        if (!differences.isEmpty()) {
            failWith(differences);
        }
        return this;
    }

    private void failWith(List<Difference> differences) {
        String list = differences.stream().map(difference -> "  " + difference).collect(Collectors.joining("\n"));
        failWithMessage(
                "%s",
                "Expected " + actual.getClass().getSimpleName() + " to equal the other one, but "
                        + (differences.size() == 1 ? "1 value differs" : differences.size() + " values differ") + ":\n"
                        + list);
    }

    private boolean isIgnored(String path) {
        return ignored.contains(path) || ignored.contains(StructPath.withoutIndexes(path));
    }

    /**
     * Asserts that something is set.
     *
     * @param path where
     * @return this
     * @throws IllegalArgumentException if there is no such field
     */
    public StructAssert hasSet(String path) {
        isNotNull();
        if (StructPath.follow(actual, path).isEmpty()) {
            failWithMessage("%s", "Expected " + path + " to be set in " + Shown.value(actual));
        }
        return this;
    }

    /**
     * Asserts that something is not set.
     *
     * @param path where
     * @return this
     * @throws IllegalArgumentException if there is no such field
     */
    public StructAssert hasNotSet(String path) {
        isNotNull();
        StructPath.follow(actual, path)
                .ifPresent(value ->
                        failWithMessage("%s", "Expected " + path + " not to be set but it is " + Shown.value(value)));
        return this;
    }

    /**
     * Asserts on a value inside of the struct.
     *
     * @param path where
     * @param expected the value
     * @return this
     * @throws IllegalArgumentException if there is no such field
     */
    public StructAssert hasValue(String path, Object expected) {
        isNotNull();
        Object value = StructPath.follow(actual, path).orElse(null);
        if (!Objects.deepEquals(value, expected)) {
            failWithMessage(
                    "%s",
                    "Expected " + path + " to be " + Shown.value(expected) + " but it is "
                            + (value == null ? "not set" : Shown.value(value)));
        }
        return this;
    }

    /**
     * Goes on with a value inside of the struct.
     *
     * @param path where; it must be set
     * @return assertions on the value
     * @throws IllegalArgumentException if there is no such field
     */
    public ObjectAssert<Object> value(String path) {
        hasSet(path);
        return Assertions.assertThat(StructPath.follow(actual, path).orElseThrow())
                .as(path);
    }

    /**
     * Asserts that every field that the IDL requires is set, in structs inside of it, too: that it can be sent.
     *
     * @return this
     */
    public StructAssert hasAllRequired() {
        isNotNull();
        List<String> missing = new ArrayList<>();
        collectMissing("", actual, missing);
        if (!missing.isEmpty()) {
            failWithMessage(
                    "%s", "Expected required fields to be set, but these are not: " + String.join(", ", missing));
        }
        return this;
    }

    private static void collectMissing(String path, @Nullable Object value, List<String> missing) {
        if (value instanceof TBase<?, ?> struct) {
            for (TFieldIdEnum field : StructFields.of(struct)) {
                String inner = StructPath.field(path, field.getFieldName());
                Object fieldValue = StructFields.get(struct, field);
                if (fieldValue == null && StructFields.isRequired(struct, field)) {
                    missing.add(inner);
                }
                collectMissing(inner, fieldValue, missing);
            }
        } else if (value instanceof List<?> list) {
            for (int i = 0; i < list.size(); i++) {
                collectMissing(StructPath.element(path, i), list.get(i), missing);
            }
        } else if (value instanceof Map<?, ?> map) {
            map.forEach((key, inner) -> collectMissing(StructPath.element(path, key), inner, missing));
        }
    }
}
