package io.thriftboot.spring.server;

import io.thriftboot.server.ShutdownOptions;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.spring.diagnostics.ThriftConfigurationException;
import io.thriftboot.spring.server.ThriftServers.Instance;
import io.thriftboot.transport.Endpoint;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.core.env.Environment;

/** Starts a server, or says why it cannot be. */
final class ServerStarter {

    private static final Logger logger = LoggerFactory.getLogger(ServerStarter.class);
    private static final String TIMEOUT_PER_PHASE = "spring.lifecycle.timeout-per-shutdown-phase";
    private static final Duration DEFAULT_TIMEOUT_PER_PHASE = Duration.ofSeconds(30);

    private final ServerDefinitions definitions;
    private final Duration timeoutPerPhase;

    ServerStarter(ServerDefinitions definitions, Environment environment) {
        this.definitions = definitions;
        this.timeoutPerPhase = Objects.requireNonNullElse(
                Binder.get(environment).bind(TIMEOUT_PER_PHASE, Duration.class).orElse(null),
                DEFAULT_TIMEOUT_PER_PHASE);
    }

    void start(Instance instance) {
        warnIfStopTakesTooLong(instance);
        ThriftServer server = instance.server();
        if (server == null) {
            logger.info(
                    "Thrift server '{}' listens nowhere: it serves {} at an HTTP path only",
                    instance.name(),
                    instance.processor());
            return;
        }
        try {
            server.start();
        } catch (IOException ex) {
            throw cannotListen(instance, ex);
        }
    }

    private ThriftConfigurationException cannotListen(Instance instance, IOException cause) {
        boolean inUse = String.valueOf(cause.getMessage()).contains("in use");
        Endpoint endpoint = instance.options().endpoint();
        String action = endpoint.hasPort()
                ? actionForPort(instance.name(), endpoint.port(), inUse)
                : actionWithoutPort(instance.name(), inUse);
        return new ThriftConfigurationException(
                "The Thrift server '" + instance.name() + "' was not started: " + cause.getMessage() + ".",
                action,
                cause);
    }

    private String actionForPort(String server, int port, boolean inUse) {
        String property = definitions.nameOf(server, "port");
        return inUse
                ? "Stop the process that listens on port " + port + ", or set " + property
                        + " to another port (0 takes any free one)."
                : "Check " + definitions.nameOf(server, "address") + " and " + property
                        + ": the address must be one of this machine, and the port one that this user may open.";
    }

    private String actionWithoutPort(String server, boolean inUse) {
        String path = definitions.nameOf(server, "unix.path");
        return inUse
                ? "Stop the server that listens there, or change " + path + " or "
                        + definitions.nameOf(server, "memory.name") + "."
                : "Check " + path
                        + ": its folder must exist and be one that this user may write to, and the path must be"
                        + " no longer than about 100 bytes and not that of another kind of file.";
    }

    private void warnIfStopTakesTooLong(Instance instance) {
        ShutdownOptions shutdown = instance.options().shutdown();
        Duration total = shutdown.quietPeriod().plus(shutdown.gracePeriod());
        if (total.compareTo(timeoutPerPhase) > 0) {
            logger.warn(
                    "Thrift server '{}': quiet-period {} + grace-period {} = {} (expected: at most {}, {}, after which"
                            + " Spring goes on and calls are cut off)",
                    instance.name(),
                    shutdown.quietPeriod(),
                    shutdown.gracePeriod(),
                    total,
                    TIMEOUT_PER_PHASE,
                    timeoutPerPhase);
        }
    }
}
