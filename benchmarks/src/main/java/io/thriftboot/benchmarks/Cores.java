package io.thriftboot.benchmarks;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Gives server and load a core each, where there are two. */
final class Cores {

    private static final Path STATUS = Path.of("/proc/self/status");

    private final List<Integer> allowed;

    private Cores(List<Integer> allowed) {
        this.allowed = allowed;
    }

    /** The cores this process may run on; none where the operating system does not say. */
    static Cores find() {
        if (!Files.isReadable(STATUS) || !isOnPath("taskset")) {
            return new Cores(List.of());
        }
        try {
            return new Cores(Files.readAllLines(STATUS).stream()
                    .filter(line -> line.startsWith("Cpus_allowed_list:"))
                    .flatMap(line -> parse(line.substring(line.indexOf(':') + 1).trim()).stream())
                    .toList());
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }

    private static boolean isOnPath(String program) {
        return List.of(System.getenv().getOrDefault("PATH", "").split(":", -1)).stream()
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
    }

    /** Such as {@code 0-3,8}. */
    static List<Integer> parse(String list) {
        List<Integer> cores = new ArrayList<>();
        for (String range : list.split(",", -1)) {
            String[] ends = range.split("-", -1);
            for (int core = Integer.parseInt(ends[0]); core <= Integer.parseInt(ends[ends.length - 1]); core++) {
                cores.add(core);
            }
        }
        return cores;
    }

    boolean arePinned() {
        return allowed.size() >= 2;
    }

    /** What a server's command begins with. */
    List<String> server() {
        return pinnedTo(0);
    }

    /** What the command of a load generator or of a client begins with. */
    List<String> load() {
        return pinnedTo(1);
    }

    private List<String> pinnedTo(int index) {
        return arePinned() ? List.of("taskset", "-c", String.valueOf(allowed.get(index))) : List.of();
    }

    @Override
    public String toString() {
        return arePinned()
                ? "server on core " + allowed.get(0) + ", load on core " + allowed.get(1)
                : "not pinned: taskset and two cores are needed";
    }
}
