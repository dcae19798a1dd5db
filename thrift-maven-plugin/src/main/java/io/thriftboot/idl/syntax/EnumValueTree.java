package io.thriftboot.idl.syntax;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A value of an enum as written.
 *
 * @param name its name
 * @param number its number, or null for one more than the previous value's
 * @param doc its documentation
 * @param annotations the annotations behind it
 */
public record EnumValueTree(
        Name name, @Nullable Long number, @Nullable String doc, List<AnnotationTree> annotations) {}
