package io.thriftboot.idl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What was compiled from which files: kept between runs as lines of text. */
final class BuildState {

    private static final String HEADER = "thrift-maven-plugin 1";

    private final Map<Path, Entry> entries = new LinkedHashMap<>();

    /** The state of the last run; empty if there is none or it cannot be understood. */
    static BuildState read(Path file) throws IOException {
        BuildState state = new BuildState();
        if (!Files.isRegularFile(file)) {
            return state;
        }
        Path base = base(file);
        List<String> lines = Files.readAllLines(file);
        if (lines.isEmpty() || !lines.get(0).equals(HEADER)) {
            return state;
        }
        List<Path> outputs = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            int tab = line.indexOf('\t');
            if (tab == 0) {
                outputs.add(base.resolve(line.substring(1)).normalize());
            } else if (tab > 0) {
                outputs = new ArrayList<>();
                Path source = base.resolve(line.substring(tab + 1)).normalize();
                state.entries.put(source, new Entry(line.substring(0, tab), outputs));
            }
        }
        return state;
    }

    /** Writes the state; paths are relative to the file, so that a project can be moved. */
    void write(Path file) throws IOException {
        Path base = base(file);
        List<String> lines = new ArrayList<>(List.of(HEADER));
        entries.forEach((source, entry) -> {
            lines.add(entry.fingerprint() + "\t" + base.relativize(source));
            entry.outputs().forEach(output -> lines.add("\t" + base.relativize(output)));
        });
        Files.createDirectories(base);
        Files.write(file, lines);
    }

    private static Path base(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    void put(Path source, String fingerprint, List<Path> outputs) {
        entries.put(source, new Entry(fingerprint, outputs));
    }

    /** The files made from a source, or none if it has changed since or one of them is gone. */
    List<Path> current(Path source, String fingerprint) {
        Entry entry = entries.get(source);
        boolean current = entry != null
                && entry.fingerprint().equals(fingerprint)
                && entry.outputs().stream().allMatch(Files::isRegularFile);
        return current && entry != null ? entry.outputs() : List.of();
    }

    /** All files made. */
    Set<Path> outputs() {
        Set<Path> outputs = new HashSet<>();
        entries.values().forEach(entry -> outputs.addAll(entry.outputs()));
        return outputs;
    }

    private record Entry(String fingerprint, List<Path> outputs) {}
}
