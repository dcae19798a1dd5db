package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.jayway.jsonpath.JsonPath;
import java.io.IOException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What editors know about the properties. */
class ConfigurationMetadataTests {

    private static final Set<String> WITHOUT_DEFAULT = Set.of(
            "thrift.server.executor.threads",
            "thrift.server.model",
            "thrift.server.default-service",
            "thrift.server.max-receive-memory",
            "thrift.server.forward-headers",
            "thrift.server.recording.directory",
            "thrift.server.http.path",
            "thrift.server.unix.path",
            "thrift.server.unix.mode",
            "thrift.server.memory.name",
            "thrift.server.allowed-peers",
            "thrift.server.authorization.default-access",
            "thrift.server.authorization.enabled",
            "thrift.server.authorization.rules",
            "thrift.server.ssl.enabled",
            "thrift.server.ssl.bundle",
            "thrift.client.ssl.enabled",
            "thrift.client.ssl.bundle",
            "thrift.client.address",
            "thrift.client.retry.idempotent-methods",
            "thrift.client.fallback",
            "thrift.client.circuit-breaker",
            "thrift.client.rate-limiter",
            "thrift.client.bulkhead",
            "thrift.clients",
            "thrift.servers");

    private final Map<String, Map<String, Object>> properties = new LinkedHashMap<>();

    @BeforeEach
    void read() throws IOException {
        for (URL url : Collections.list(
                getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json"))) {
            String text = new String(url.openStream().readAllBytes(), StandardCharsets.UTF_8);
            if (text.contains("io.thriftboot.spring")) {
                List<Map<String, Object>> listed = JsonPath.read(text, "$.properties");
                listed.stream()
                        .filter(property -> property.get("name").toString().startsWith("thrift."))
                        .forEach(property -> properties.put(property.get("name").toString(), property));
            }
        }
    }

    @Test
    void whenPropertiesAreListedTheyAreTheContractsOnes() {
        assertThat(properties.keySet())
                .containsExactlyInAnyOrder(
                        "thrift.server.enabled",
                        "thrift.server.port",
                        "thrift.server.address",
                        "thrift.server.model",
                        "thrift.server.protocol",
                        "thrift.server.transport",
                        "thrift.server.strict-read",
                        "thrift.server.max-frame-size",
                        "thrift.server.max-message-size",
                        "thrift.server.max-string-length",
                        "thrift.server.max-container-size",
                        "thrift.server.max-depth",
                        "thrift.server.max-receive-memory",
                        "thrift.server.interrupt-cancelled",
                        "thrift.server.read-timeout",
                        "thrift.server.idle-timeout",
                        "thrift.server.max-connections",
                        "thrift.server.backlog",
                        "thrift.server.default-service",
                        "thrift.server.forward-headers",
                        "thrift.server.transaction-id.enabled",
                        "thrift.server.transaction-id.header",
                        "thrift.server.http.path",
                        "thrift.server.executor.max-threads",
                        "thrift.server.executor.queue-capacity",
                        "thrift.server.executor.threads",
                        "thrift.server.selector-threads",
                        "thrift.server.event-loop.io",
                        "thrift.server.event-loop.threads",
                        "thrift.server.event-loop.max-calls-per-connection",
                        "thrift.server.event-loop.max-calls",
                        "thrift.server.event-loop.write-buffer-high-water-mark",
                        "thrift.server.access-log.enabled",
                        "thrift.server.access-log.max-length",
                        "thrift.server.recording.enabled",
                        "thrift.server.recording.directory",
                        "thrift.server.recording.max-file-size",
                        "thrift.server.recording.max-files",
                        "thrift.server.shutdown.quiet-period",
                        "thrift.server.shutdown.grace-period",
                        "thrift.server.unix.path",
                        "thrift.server.unix.mode",
                        "thrift.server.memory.name",
                        "thrift.server.allowed-peers",
                        "thrift.server.authorization.default-access",
                        "thrift.server.authorization.enabled",
                        "thrift.server.authorization.rules",
                        "thrift.server.ssl.enabled",
                        "thrift.server.ssl.bundle",
                        "thrift.server.ssl.client-auth",
                        "thrift.server.ssl.plain-text",
                        "thrift.server.ssl.handshake-timeout",
                        "thrift.server.socket.keep-alive",
                        "thrift.server.socket.no-delay",
                        "thrift.server.socket.send-buffer-size",
                        "thrift.server.socket.receive-buffer-size",
                        "thrift.servers",
                        "thrift.client.address",
                        "thrift.client.protocol",
                        "thrift.client.transport",
                        "thrift.client.strict-read",
                        "thrift.client.max-frame-size",
                        "thrift.client.max-message-size",
                        "thrift.client.max-string-length",
                        "thrift.client.max-container-size",
                        "thrift.client.max-depth",
                        "thrift.client.connect-timeout",
                        "thrift.client.timeout",
                        "thrift.client.multiplexed",
                        "thrift.client.pool.max-total",
                        "thrift.client.pool.max-idle",
                        "thrift.client.pool.min-idle",
                        "thrift.client.pool.max-wait",
                        "thrift.client.pool.max-lifetime",
                        "thrift.client.pool.idle-timeout",
                        "thrift.client.address-refresh",
                        "thrift.client.load-balancing",
                        "thrift.client.ejection.consecutive-failures",
                        "thrift.client.ejection.time",
                        "thrift.client.ejection.max-time",
                        "thrift.client.ejection.max-share",
                        "thrift.client.ejection.slow-start",
                        "thrift.client.header.protocol",
                        "thrift.client.header.compressed",
                        "thrift.client.fallback",
                        "thrift.client.circuit-breaker",
                        "thrift.client.rate-limiter",
                        "thrift.client.bulkhead",
                        "thrift.client.retry.max-attempts",
                        "thrift.client.retry.on",
                        "thrift.client.retry.hedging-delay",
                        "thrift.client.retry.idempotent-methods",
                        "thrift.client.retry.backoff.initial",
                        "thrift.client.retry.backoff.max",
                        "thrift.client.retry.budget.ratio",
                        "thrift.client.retry.budget.min-per-second",
                        "thrift.client.mode",
                        "thrift.client.ssl.enabled",
                        "thrift.client.ssl.bundle",
                        "thrift.client.shared.connections",
                        "thrift.client.shared.max-calls-in-flight",
                        "thrift.client.shared.slow-after",
                        "thrift.client.shared.max-abandoned",
                        "thrift.client.shared.callback-threads",
                        "thrift.client.socket.keep-alive",
                        "thrift.client.socket.no-delay",
                        "thrift.client.socket.send-buffer-size",
                        "thrift.client.socket.receive-buffer-size",
                        "thrift.clients");
    }

    @Test
    void whenPropertyIsListedItHasADescription() {
        assertThat(properties.values()).allSatisfy(property -> assertThat((String) property.get("description"))
                .as("%s", property.get("name"))
                .endsWith("."));
    }

    @Test
    void whenPropertyHasADefaultItIsListed() {
        assertThat(properties.values())
                .filteredOn(property -> !WITHOUT_DEFAULT.contains(property.get("name")))
                .allSatisfy(property -> assertThat(property).containsKey("defaultValue"));
        assertThat(properties.get("thrift.server.port")).containsEntry("defaultValue", 9090);
        assertThat(properties.get("thrift.server.max-frame-size")).containsEntry("defaultValue", "16000KB");
        assertThat(properties.get("thrift.server.protocol")).containsEntry("defaultValue", "auto");
        assertThat(properties.get("thrift.client.pool.max-lifetime")).containsEntry("defaultValue", "30m");
    }
}
