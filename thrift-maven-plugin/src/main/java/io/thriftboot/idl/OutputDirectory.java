package io.thriftboot.idl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;

/** A directory that belongs to the compiler. */
final class OutputDirectory {

    private final Path root;

    OutputDirectory(Path root) {
        this.root = root.toAbsolutePath().normalize();
    }

    Path file(String path) {
        return root.resolve(path);
    }

    /** Writes a file unless it has the content already, so that what depends on it stays up to date. */
    static void write(Path file, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        if (Files.isRegularFile(file) && Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        Path directory = file.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.write(file, bytes);
    }

    /** Removes a file of this directory, and the directories that become empty; leaves files of others alone. */
    void remove(Path file) throws IOException {
        if (!file.startsWith(root)) {
            return;
        }
        Files.deleteIfExists(file);
        Path directory = file.getParent();
        while (directory != null && !directory.equals(root) && isEmpty(directory)) {
            Files.delete(directory);
            directory = directory.getParent();
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        if (!Files.isDirectory(directory)) {
            return false;
        }
        try (Stream<Path> files = Files.list(directory)) {
            return files.findAny().isEmpty();
        }
    }
}
