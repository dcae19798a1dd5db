package io.thriftboot.idl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A definition of a program as written. */
public sealed interface DefinitionTree {

    /** What is defined. */
    Name name();

    /** Its documentation. */
    @Nullable
    String doc();

    /** The annotations behind it. */
    List<AnnotationTree> annotations();

    /**
     * A constant.
     *
     * @param name its name
     * @param type its type
     * @param value its value
     * @param doc its documentation
     */
    record Const(
            Name name,
            TypeTree type,
            ValueTree value,
            @Nullable String doc) implements DefinitionTree {
        @Override
        public List<AnnotationTree> annotations() {
            return List.of();
        }
    }

    /**
     * Another name of a type.
     *
     * @param name its name
     * @param type the type it stands for
     * @param doc its documentation
     * @param annotations the annotations behind it
     */
    record Typedef(Name name, TypeTree type, @Nullable String doc, List<AnnotationTree> annotations)
            implements DefinitionTree {}

    /**
     * An enum.
     *
     * @param name its name
     * @param values its values
     * @param doc its documentation
     * @param annotations the annotations behind it
     */
    record Enumeration(
            Name name, List<EnumValueTree> values, @Nullable String doc, List<AnnotationTree> annotations)
            implements DefinitionTree {}

    /**
     * A struct, union or exception.
     *
     * @param keyword which of the three
     * @param name its name
     * @param fields its fields
     * @param doc its documentation
     * @param annotations the annotations behind it
     */
    record Struct(
            String keyword,
            Name name,
            List<FieldTree> fields,
            @Nullable String doc,
            List<AnnotationTree> annotations) implements DefinitionTree {}

    /**
     * A service.
     *
     * @param name its name
     * @param parent the service it extends
     * @param functions its own functions
     * @param doc its documentation
     * @param annotations the annotations behind it
     */
    record Service(
            Name name,
            @Nullable Name parent,
            List<FunctionTree> functions,
            @Nullable String doc,
            List<AnnotationTree> annotations)
            implements DefinitionTree {}
}
