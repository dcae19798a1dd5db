package io.thriftboot.idl.model;

import io.thriftboot.idl.syntax.DefinitionTree;
import io.thriftboot.idl.syntax.EnumValueTree;
import io.thriftboot.idl.syntax.Problems;
import java.util.ArrayList;
import java.util.List;

/** Numbers the values of an enum. */
final class EnumChecker {

    private final Program program;
    private final Problems problems;

    EnumChecker(Program program, Problems problems) {
        this.program = program;
        this.problems = problems;
    }

    EnumType check(DefinitionTree.Enumeration tree) {
        List<EnumType.Member> members = new ArrayList<>();
        long next = 0;
        for (EnumValueTree value : tree.values()) {
            long number = value.number() == null ? next : value.number();
            checkNumber(value, number);
            checkUnique(value, (int) number, members);
            members.add(new EnumType.Member(
                    value.name().text(), (int) number, value.doc(), Annotations.of(value.annotations())));
            next = number + 1;
        }
        return new EnumType(program, tree.name().text(), members, tree.doc(), Annotations.of(tree.annotations()));
    }

    private void checkNumber(EnumValueTree value, long number) {
        if (number != (int) number) {
            problems.error(
                    value.name().position(),
                    "number of enum value %s: %d (expected: 32 bits)".formatted(value.name(), number));
        }
    }

    private void checkUnique(EnumValueTree value, int number, List<EnumType.Member> members) {
        for (EnumType.Member member : members) {
            if (member.name().equals(value.name().text())) {
                problems.error(
                        value.name().position(),
                        "enum value defined twice: %s (expected: different names)".formatted(value.name()));
            } else if (member.number() == number) {
                problems.error(
                        value.name().position(),
                        "number of enum value %s: %d, which %s has already (expected: different numbers)"
                                .formatted(value.name(), number, member.name()));
            }
        }
    }
}
