package io.thriftboot.idl;

import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Where the compiler writes.
 *
 * @param classes the directory of the classes, below it the directories of their packages
 * @param documentation the directory of resources that gets {@code META-INF/thrift/<package>.<program>.json}; null for
 *     none
 * @param metadata the directory of resources that gets {@code
 *     META-INF/native-image/thrift/<package>.<program>/reachability-metadata.json}; null for none
 * @param state the file that remembers what was compiled, so that the next run compiles what has changed and removes
 *     what is no longer generated; null to compile everything and remove nothing
 */
public record Outputs(
        Path classes,
        @Nullable Path documentation,
        @Nullable Path metadata,
        @Nullable Path state) {

    /** Classes only, everything compiled in each run. */
    public static Outputs of(Path classes) {
        return new Outputs(classes, null, null, null);
    }

    /** All that files are written to. */
    Set<Path> directories() {
        return Stream.of(classes, documentation, metadata)
                .filter(Objects::nonNull)
                .collect(Collectors.toSet());
    }
}
