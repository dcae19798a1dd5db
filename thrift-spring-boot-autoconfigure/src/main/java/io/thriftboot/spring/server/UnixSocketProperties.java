package io.thriftboot.spring.server;

import org.jspecify.annotations.Nullable;

/** A unix socket to listen on. */
class UnixSocketProperties {

    /** Absolute path of a unix socket to listen on, instead of a port; address and port are of no meaning then. A socket that a server has left that died is replaced. */
    private @Nullable String path;

    /** Who may connect to the unix socket, as rw-rw----: connecting takes the right to write. Unless set, the process's umask decides. */
    private @Nullable String mode;

    public @Nullable String getPath() {
        return path;
    }

    public void setPath(@Nullable String path) {
        this.path = path;
    }

    public @Nullable String getMode() {
        return mode;
    }

    public void setMode(@Nullable String mode) {
        this.mode = mode;
    }
}
