package io.thriftboot.idl.java;

import io.thriftboot.idl.model.StructType;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** A struct with its Java names. */
final class JavaStruct {

    private final StructType type;
    private final List<JavaField> fields;

    JavaStruct(StructType type, Context context) {
        this.type = type;
        this.fields = type.fields().stream()
                .map(field -> new JavaField(field, context))
                .toList();
    }

    StructType type() {
        return type;
    }

    List<JavaField> fields() {
        return fields;
    }

    String className() {
        return JavaNames.identifier(type.name());
    }

    /** A template whose holes for a struct's names are filled. */
    Template template(String text) {
        return Template.of(text).with("Struct", className()).with("raw", type.name());
    }

    /** What a function gives for each field, one after the other. */
    String each(Function<JavaField, String> code) {
        return each(field -> true, code);
    }

    /** What a function gives for each field that passes, one after the other. */
    String each(Predicate<JavaField> filter, Function<JavaField, String> code) {
        return fields.stream().filter(filter).map(code).collect(Collectors.joining());
    }

    /** The fields that have a bit to tell whether they are set. */
    List<JavaField> bits() {
        return fields.stream().filter(field -> !field.nullable()).toList();
    }

    /** The type of the variable that holds the bits; empty if there are none. */
    String bitsType() {
        int count = bits().size();
        if (count == 0) {
            return "";
        }
        if (count > 64) {
            return "java.util.BitSet";
        }
        return count > 32 ? "long" : count > 16 ? "int" : count > 8 ? "short" : "byte";
    }

    boolean hasBitSet() {
        return bits().size() > 64;
    }
}
