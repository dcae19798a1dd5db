package io.thriftboot.spring.container;

import java.util.Map;
import org.testcontainers.containers.GenericContainer;

/** A container that needs no Docker: a server of this process stands for what runs in it. */
final class FakeContainer extends GenericContainer<FakeContainer> {

    private final Map<Integer, Integer> published;
    private boolean running;

    /** Of ports in the container, those that they are published as. */
    FakeContainer(Map<Integer, Integer> published) {
        super("example/users");
        this.published = published;
        withExposedPorts(published.keySet().toArray(Integer[]::new));
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public String getDockerImageName() {
        return "example/users";
    }

    @Override
    public String getHost() {
        return "127.0.0.1";
    }

    @Override
    public Integer getMappedPort(int port) {
        if (!running) {
            throw new IllegalStateException("not running");
        }
        return published.get(port);
    }
}
