package io.thriftboot.client;

import java.io.File;
import org.junit.jupiter.api.Assumptions;

/** How many files and sockets this process has open. */
final class FileDescriptors {

    private static final File OPEN = new File("/proc/self/fd");

    private FileDescriptors() {}

    /** Skips the test where the operating system does not tell. */
    static void assumeCountable() {
        Assumptions.assumeTrue(OPEN.isDirectory(), () -> OPEN + ": absent (expected: Linux), descriptors not counted");
    }

    static int count() {
        String[] open = OPEN.list();
        return open == null ? 0 : open.length;
    }
}
