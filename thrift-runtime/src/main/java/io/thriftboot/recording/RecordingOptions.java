package io.thriftboot.recording;

import java.nio.file.Path;

/**
 * Where a server's requests and replies are recorded, and how much of them is kept.
 *
 * @param directory is made if it is not there, for the user of this process alone
 * @param maxFileSize bytes of one file, 1,000 or more; a message with its reply that is larger is not recorded
 * @param maxFiles how many files are kept, 2 or more; the oldest is deleted for a new one
 * @since 0.1
 */
public record RecordingOptions(Path directory, long maxFileSize, int maxFiles) {

    private static final int LEAST_FILE_SIZE = 1_000;

    /**
     * Checks the ranges.
     *
     * @throws IllegalArgumentException if a figure is too small
     */
    public RecordingOptions {
        if (maxFileSize < LEAST_FILE_SIZE) {
            throw new IllegalArgumentException(
                    "recording.max-file-size: " + maxFileSize + " (expected: " + LEAST_FILE_SIZE + " or more)");
        }
        if (maxFiles < 2) {
            throw new IllegalArgumentException("recording.max-files: " + maxFiles + " (expected: 2 or more)");
        }
    }
}
