package io.thriftboot.idl;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where generated files go. */
final class OutputDirectory {

    private final Path root;

    OutputDirectory(Path root) {
        this.root = root;
    }

    /** Writes a file unless it has the content already, so that what depends on it stays up to date. */
    void write(String path, String content) throws IOException {
        Path file = root.resolve(path);
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        if (Files.exists(file) && java.util.Arrays.equals(Files.readAllBytes(file), bytes)) {
            return;
        }
        Path directory = file.getParent();
        if (directory != null) {
            Files.createDirectories(directory);
        }
        Files.write(file, bytes);
    }
}
