package io.thriftboot.idl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An IDL file as written.
 *
 * @param source the file
 * @param includes the files it includes
 * @param namespaces the namespaces of the code generated from it
 * @param definitions what it defines
 * @param doc the documentation before its headers
 */
public record ProgramTree(
        Source source,
        List<Name> includes,
        List<Namespace> namespaces,
        List<DefinitionTree> definitions,
        @Nullable String doc) {

    /**
     * The namespace of the code generated for a language.
     *
     * @param language the language, {@code *} for all
     * @param name the namespace
     * @param annotations the annotations behind it
     */
    public record Namespace(String language, Name name, List<AnnotationTree> annotations) {}
}
