package io.thriftboot.idl.java;

/**
 * A generated file.
 *
 * @param path where it belongs below the output directory, with slashes
 * @param content its text, ASCII only
 */
public record JavaFile(String path, String content) {}
