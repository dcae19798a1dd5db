package io.thriftboot.idl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A function of a service as written.
 *
 * @param name its name
 * @param oneway whether it has no reply
 * @param result the type of its result
 * @param parameters its parameters
 * @param exceptions the exceptions it declares
 * @param doc its documentation
 * @param annotations the annotations behind it
 */
public record FunctionTree(
        Name name,
        boolean oneway,
        TypeTree result,
        List<FieldTree> parameters,
        List<FieldTree> exceptions,
        @Nullable String doc,
        List<AnnotationTree> annotations) {}
