package io.thriftboot.idl.syntax;

import java.util.List;

/** A type as written. */
public sealed interface TypeTree {

    /** Where the type begins. */
    Position position();

    /** The annotations behind the type. */
    List<AnnotationTree> annotations();

    /**
     * A type that needs no declaration, {@code void} included.
     *
     * @param name the keyword
     * @param annotations the annotations behind it
     */
    record Base(Name name, List<AnnotationTree> annotations) implements TypeTree {
        @Override
        public Position position() {
            return name.position();
        }
    }

    /**
     * A declared type, with the program's name and a dot if declared in an included file.
     *
     * @param name the name
     */
    record Named(Name name) implements TypeTree {
        @Override
        public Position position() {
            return name.position();
        }

        @Override
        public List<AnnotationTree> annotations() {
            return List.of();
        }
    }

    /**
     * A list.
     *
     * @param position where it begins
     * @param element the type of its elements
     * @param annotations the annotations behind it
     */
    record ListOf(Position position, TypeTree element, List<AnnotationTree> annotations) implements TypeTree {}

    /**
     * A set.
     *
     * @param position where it begins
     * @param element the type of its elements
     * @param annotations the annotations behind it
     */
    record SetOf(Position position, TypeTree element, List<AnnotationTree> annotations) implements TypeTree {}

    /**
     * A map.
     *
     * @param position where it begins
     * @param key the type of its keys
     * @param value the type of its values
     * @param annotations the annotations behind it
     */
    record MapOf(Position position, TypeTree key, TypeTree value, List<AnnotationTree> annotations)
            implements TypeTree {}
}
