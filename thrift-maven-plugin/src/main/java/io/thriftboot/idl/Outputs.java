package io.thriftboot.idl;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the compiler writes.
 *
 * @param classes the directory of the classes, below it the directories of their packages
 * @param documentation the directory of resources that gets {@code META-INF/thrift/<package>.<program>.json}; null for
 *     none
 * @param state the file that remembers what was compiled, so that the next run compiles what has changed and removes
 *     what is no longer generated; null to compile everything and remove nothing
 */
public record Outputs(
        Path classes,
        @Nullable Path documentation,
        @Nullable Path state) {

    /** Classes only, everything compiled in each run. */
    public static Outputs of(Path classes) {
        return new Outputs(classes, null, null);
    }
}
