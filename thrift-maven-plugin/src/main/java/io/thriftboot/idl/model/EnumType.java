package io.thriftboot.idl.model;

import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import org.jspecify.annotations.Nullable;

/**
 * An enum.
 *
 * @param program the program that defines it
 * @param name its name
 * @param members its values
 * @param doc its documentation
 * @param annotations the annotations behind it
 */
public record EnumType(
        Program program,
        String name,
        List<Member> members,
        @Nullable String doc,
        SortedMap<String, List<String>> annotations)
        implements Type, Definition {

    /** The value of a name. */
    Optional<Member> member(String memberName) {
        return members.stream()
                .filter(member -> member.name().equals(memberName))
                .findFirst();
    }

    /** The value with a number. */
    Optional<Member> member(long number) {
        return members.stream().filter(member -> member.number() == number).findFirst();
    }

    /**
     * A value of an enum.
     *
     * @param name its name
     * @param number its number
     * @param doc its documentation
     * @param annotations the annotations behind it
     */
    public record Member(String name, int number, @Nullable String doc, SortedMap<String, List<String>> annotations) {}
}
