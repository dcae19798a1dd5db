package io.thriftboot.idl.syntax;

/**
 * An annotation in parentheses, such as {@code (deprecated = "use that")}.
 *
 * @param name its name
 * @param value its value, {@code 1} where none is written
 */
public record AnnotationTree(Name name, String value) {}
