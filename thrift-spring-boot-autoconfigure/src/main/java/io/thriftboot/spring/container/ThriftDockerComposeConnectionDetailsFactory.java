package io.thriftboot.spring.container;

import io.thriftboot.spring.client.ThriftConnectionDetails;
import java.util.List;
import java.util.Map;
import org.springframework.boot.docker.compose.core.ConnectionPorts;
import org.springframework.boot.docker.compose.core.RunningService;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionDetailsFactory;
import org.springframework.boot.docker.compose.service.connection.DockerComposeConnectionSource;
import org.springframework.core.Ordered;

/**
 * Makes connection details of Docker Compose's services with the label {@code io.thriftboot.client}, or
 * {@code org.springframework.boot.service-connection: thrift}.
 */
final class ThriftDockerComposeConnectionDetailsFactory
        extends DockerComposeConnectionDetailsFactory<ThriftConnectionDetails> {

    private static final String SERVICE_CONNECTION = "org.springframework.boot.service-connection";

    ThriftDockerComposeConnectionDetailsFactory() {
        super(source -> isThrift(source.getRunningService().labels()));
    }

    private static boolean isThrift(Map<String, String> labels) {
        return labels.containsKey(ServerLabels.CLIENT) || "thrift".equals(labels.get(SERVICE_CONNECTION));
    }

    @Override
    protected ThriftConnectionDetails getDockerComposeConnectionDetails(DockerComposeConnectionSource source) {
        return new Details(source.getRunningService());
    }

    /** Where the server in a service's container is. Those for certain clients count before those for all. */
    private static final class Details extends DockerComposeConnectionDetails
            implements ThriftConnectionDetails, Ordered {

        private final ServerLabels labels;
        private final String address;

        Details(RunningService service) {
            super(service);
            labels = ServerLabels.of(service.labels());
            address = service.host() + ":" + port(labels, service.ports());
        }

        private static int port(ServerLabels labels, ConnectionPorts ports) {
            Integer labelled = labels.port();
            List<Integer> published = ports.getAll("tcp");
            if (labelled == null && published.size() == 1) {
                return published.get(0);
            }
            return ports.get(labelled == null ? ServerLabels.DEFAULT_PORT : labelled);
        }

        @Override
        public List<String> getAddresses(String client) {
            return labels.concerns(client) ? List.of(address) : List.of();
        }

        @Override
        public int getOrder() {
            return labels.clients().isEmpty() ? Ordered.LOWEST_PRECEDENCE : 0;
        }
    }
}
