package io.thriftboot.spring.server;

import io.thriftboot.server.ShutdownOptions;
import io.thriftboot.server.ThriftServer;
import io.thriftboot.spring.server.ThriftServers.Instance;
import java.io.IOException;
import java.time.Duration;
import java.util.Objects;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.diagnostics.FailureAnalyzedException;
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
                    "Thrift server '{}' has no port: it serves {} at an HTTP path only",
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

    private FailureAnalyzedException cannotListen(Instance instance, IOException cause) {
        String port = definitions.nameOf(instance.name(), "port");
        boolean inUse = String.valueOf(cause.getMessage()).contains("in use");
        String action = inUse
                ? "Stop the process that listens on port "
                        + instance.options().endpoint().port() + ", or set " + port
                        + " to another port (0 takes any free one)."
                : "Check " + definitions.nameOf(instance.name(), "address") + " and " + port
                        + ": the address must be one of this machine, and the port one that this user may open.";
        return new FailureAnalyzedException(
                "The Thrift server '" + instance.name() + "' was not started: " + cause.getMessage() + ".",
                action,
                cause);
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
