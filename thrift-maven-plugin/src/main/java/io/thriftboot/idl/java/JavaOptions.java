package io.thriftboot.idl.java;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How Java is written. The options have the names of Apache's compiler and give classes of the same shape.
 *
 * @param flags the options that are on: those without a value, and {@code option_type=jdk8} and the like
 * @param libthrift the minor version of libthrift the classes must work with, 25 for 0.25
 */
public record JavaOptions(Set<String> flags, int libthrift) {

    /** The newest libthrift that code is generated for. */
    public static final int NEWEST_LIBTHRIFT = 25;

    /** The oldest libthrift that code is generated for. */
    public static final int OLDEST_LIBTHRIFT = 21;

    private static final Pattern VERSION = Pattern.compile("0\\.(2[1-5])(?:\\..*)?");

    private static final Set<String> KNOWN = Set.of(
            "beans",
            "private_members",
            "nocamel",
            "fullcamel",
            "option_type=jdk8",
            "option_type=thrift",
            "future_iface",
            "generated_annotations",
            "generated_annotations=undated",
            "generated_annotations=suppress",
            "jakarta_annotations",
            "annotations_as_metadata",
            "sorted_containers",
            "reuse_objects",
            "unsafe_binaries",
            "rethrow_unhandled_exceptions");

    /** No options, the newest libthrift. */
    public static final JavaOptions DEFAULT = new JavaOptions(Set.of(), NEWEST_LIBTHRIFT);

    /**
     * Reads options as they are given to Apache's compiler.
     *
     * @param options such as {@code beans,option_type=jdk8}; may be empty
     * @param libthriftVersion such as {@code 0.25}, from 0.21 to 0.25
     * @throws IllegalArgumentException if one of them is not known
     */
    public static JavaOptions parse(String options, String libthriftVersion) {
        List<String> unknown = new ArrayList<>();
        Set<String> flags = new TreeSet<>();
        for (String option : options.split(",", -1)) {
            String flag = option.strip().replace('-', '_').replaceFirst("^option_type=?$", "option_type=thrift");
            if (KNOWN.contains(flag)) {
                flags.add(flag);
            } else if (!flag.isEmpty()) {
                unknown.add(flag);
            }
        }
        if (!unknown.isEmpty()) {
            throw new IllegalArgumentException("unknown options: %s (expected: some of %s)"
                    .formatted(String.join(", ", unknown), String.join(", ", new TreeSet<>(KNOWN))));
        }
        return new JavaOptions(flags, minor(libthriftVersion));
    }

    private static int minor(String version) {
        Matcher matcher = VERSION.matcher(version.strip());
        if (matcher.matches()) {
            return Integer.parseInt(matcher.group(1));
        }
        throw new IllegalArgumentException("libthrift version: %s (expected: 0.%d to 0.%d)"
                .formatted(version, OLDEST_LIBTHRIFT, NEWEST_LIBTHRIFT));
    }

    boolean has(String flag) {
        return flags.contains(flag);
    }

    boolean beans() {
        return has("beans");
    }

    boolean unsafeBinaries() {
        return has("unsafe_binaries");
    }

    boolean sortedContainers() {
        return has("sorted_containers");
    }

    boolean reuseObjects() {
        return has("reuse_objects");
    }

    /** Whether protocols count how deep structs are nested. */
    boolean countsRecursion() {
        return libthrift >= 23;
    }

    /** Whether libthrift bounds what is allocated for a container before its elements have arrived. */
    boolean hasPreallocSize() {
        return libthrift >= 25;
    }
}
