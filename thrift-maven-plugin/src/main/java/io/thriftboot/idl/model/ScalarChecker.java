package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.Problems;
import io.thriftboot.idl.syntax.ValueTree;
import java.util.Optional;
import java.util.UUID;

/** Fits numbers, strings and values of enums to types without parts. */
final class ScalarChecker {

    private final Problems problems;

    ScalarChecker(Problems problems) {
        this.problems = problems;
    }

    Optional<Value> value(ValueTree tree, Type type) {
        if (type instanceof EnumType enumType && tree instanceof ValueTree.Whole whole) {
            return enumType.member(whole.value()).map(member -> new Value.EnumMember(enumType, member));
        }
        if (!(type instanceof BaseType base)) {
            return Optional.empty();
        }
        if (tree instanceof ValueTree.Whole whole) {
            return whole(whole.value(), base.kind());
        }
        if (tree instanceof ValueTree.Fraction fraction && base.kind() == BaseType.Kind.DOUBLE) {
            return Optional.of(new Value.Fraction(fraction.value()));
        }
        return tree instanceof ValueTree.Text text ? text(text, base.kind()) : Optional.empty();
    }

    /** A value of an enum as a value of its enum or as its number. */
    Optional<Value> fit(Value.EnumMember value, Type type) {
        if (type instanceof EnumType) {
            return Optional.of(value).filter(member -> member.type() == type).map(Value.class::cast);
        }
        return type instanceof BaseType base ? whole(value.member().number(), base.kind()) : Optional.empty();
    }

    private static Optional<Value> whole(long number, BaseType.Kind kind) {
        boolean fits =
                switch (kind) {
                    case BOOL -> number == 0 || number == 1;
                    case I8 -> number >= Byte.MIN_VALUE && number <= 0xFF;
                    case I16 -> number >= Short.MIN_VALUE && number <= 0xFFFF;
                    case I32 -> number == (int) number;
                    case I64, DOUBLE -> true;
                    case VOID, STRING, BINARY, UUID -> false;
                };
        return fits ? Optional.of(new Value.Whole(number)) : Optional.empty();
    }

    private Optional<Value> text(ValueTree.Text tree, BaseType.Kind kind) {
        if (kind == BaseType.Kind.UUID) {
            return uuid(tree);
        }
        return kind == BaseType.Kind.STRING || kind == BaseType.Kind.BINARY
                ? Optional.of(new Value.Text(tree.value()))
                : Optional.empty();
    }

    private Optional<Value> uuid(ValueTree.Text tree) {
        String text = tree.value().replaceFirst("^\\{(.*)}$", "$1");
        if (!text.matches("\\p{XDigit}{8}(-\\p{XDigit}{4}){3}-\\p{XDigit}{12}")) {
            problems.error(
                    tree.position(), "UUID: \"%s\" (expected: 8-4-4-4-12 hexadecimal digits)".formatted(tree.value()));
            return Optional.of(new Value.Text(new UUID(0, 0).toString()));
        }
        return Optional.of(new Value.Text(text));
    }
}
