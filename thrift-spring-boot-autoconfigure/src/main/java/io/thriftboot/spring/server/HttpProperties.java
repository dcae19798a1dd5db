package io.thriftboot.spring.server;

import org.jspecify.annotations.Nullable;

/** Thrift over HTTP, on the application's servlet web server. */
class HttpProperties {

    /** Path of the application's servlet web server at which the server is served too, such as /thrift. Off by default. */
    private @Nullable String path;

    public @Nullable String getPath() {
        return path;
    }

    public void setPath(@Nullable String path) {
        this.path = path;
    }
}
