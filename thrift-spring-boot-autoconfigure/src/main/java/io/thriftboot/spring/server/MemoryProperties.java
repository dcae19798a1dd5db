package io.thriftboot.spring.server;

import org.jspecify.annotations.Nullable;

/** A name to listen on within this process. */
class MemoryProperties {

    /** Name to listen on, instead of a port, for clients within this process with the address memory:name; address and port are of no meaning then. */
    private @Nullable String name;

    public @Nullable String getName() {
        return name;
    }

    public void setName(@Nullable String name) {
        this.name = name;
    }
}
