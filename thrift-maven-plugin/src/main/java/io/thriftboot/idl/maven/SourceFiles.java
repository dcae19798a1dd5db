package io.thriftboot.idl.maven;

import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.List;
import java.util.stream.Stream;

/** Chooses files of a directory by patterns; {@code **}{@code /} stands for any number of directories, also none. */
final class SourceFiles {

    private final List<PathMatcher> included;
    private final List<PathMatcher> excluded;

    SourceFiles(List<String> includes, List<String> excludes) {
        this.included = matchers(includes);
        this.excluded = matchers(excludes);
    }

    private static List<PathMatcher> matchers(List<String> patterns) {
        return patterns.stream()
                .flatMap(pattern -> Stream.of(pattern, pattern.replaceFirst("^\\*\\*/", "")))
                .map(pattern -> FileSystems.getDefault().getPathMatcher("glob:" + pattern))
                .toList();
    }

    /** The files, sorted so that every run works in the same order. */
    List<Path> in(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            return files.filter(Files::isRegularFile)
                    .filter(file -> isChosen(directory.relativize(file)))
                    .sorted()
                    .toList();
        }
    }

    private boolean isChosen(Path file) {
        return included.stream().anyMatch(pattern -> pattern.matches(file))
                && excluded.stream().noneMatch(pattern -> pattern.matches(file));
    }
}
