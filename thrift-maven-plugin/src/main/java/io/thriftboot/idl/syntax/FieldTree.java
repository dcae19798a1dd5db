package io.thriftboot.idl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A field, parameter or declared exception as written.
 *
 * @param name its name
 * @param id its id, or null where none is written
 * @param presence the keyword before the type: {@code required}, {@code optional} or nothing
 * @param type its type
 * @param value its default
 * @param doc its documentation
 * @param annotations the annotations behind it
 */
public record FieldTree(
        Name name,
        @Nullable WrittenId id,
        String presence,
        TypeTree type,
        @Nullable ValueTree value,
        @Nullable String doc,
        List<AnnotationTree> annotations) {

    /**
     * A field's id as written.
     *
     * @param position where it is written
     * @param value the number
     */
    public record WrittenId(Position position, long value) {}
}
