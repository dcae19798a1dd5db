package io.thriftboot.spring.server;

import org.jspecify.annotations.Nullable;
import org.springframework.util.unit.DataSize;

/** Requests and replies in files, to be sent again. */
class RecordingProperties {

    /** Whether each request is recorded with its reply, arguments and all, into files that only the user of the process may read. */
    private boolean enabled = false;

    /** Directory of the files, which begin with the server's name; it is made if it is not there. To be set where recording is enabled. */
    private @Nullable String directory;

    /** How large a file becomes, 1000B or more. A request with its reply that is larger is not recorded. */
    private DataSize maxFileSize = DataSize.ofMegabytes(100);

    /** How many files are kept, 2 or more; the oldest is deleted for a new one. */
    private int maxFiles = 10;

    public boolean isEnabled() {
        return enabled;
    }

    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }

    public @Nullable String getDirectory() {
        return directory;
    }

    public void setDirectory(@Nullable String directory) {
        this.directory = directory;
    }

    public DataSize getMaxFileSize() {
        return maxFileSize;
    }

    public void setMaxFileSize(DataSize maxFileSize) {
        this.maxFileSize = maxFileSize;
    }

    public int getMaxFiles() {
        return maxFiles;
    }

    public void setMaxFiles(int maxFiles) {
        this.maxFiles = maxFiles;
    }
}
