package io.thriftboot.idl;

import io.thriftboot.idl.syntax.Problems;

/**
 * What came out of a run of the compiler.
 *
 * @param problems what was found wrong
 * @param compiled how many files were compiled; the others had not changed
 */
public record Compilation(Problems problems, int compiled) {}
