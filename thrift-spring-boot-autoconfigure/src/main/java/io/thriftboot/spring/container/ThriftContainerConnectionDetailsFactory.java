package io.thriftboot.spring.container;

import io.thriftboot.spring.client.ThriftConnectionDetails;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.BeanFactoryAware;
import org.springframework.beans.factory.ListableBeanFactory;
import org.springframework.boot.testcontainers.lifecycle.TestcontainersStartup;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionDetailsFactory;
import org.springframework.boot.testcontainers.service.connection.ContainerConnectionSource;
import org.testcontainers.containers.GenericContainer;

/** Makes connection details of containers with {@code @ServiceConnection(name = "thrift")}. */
final class ThriftContainerConnectionDetailsFactory
        extends ContainerConnectionDetailsFactory<GenericContainer<?>, ThriftConnectionDetails> {

    ThriftContainerConnectionDetailsFactory() {
        super("thrift");
    }

    @Override
    protected ThriftConnectionDetails getContainerConnectionDetails(
            ContainerConnectionSource<GenericContainer<?>> source) {
        return new Details(source);
    }

    /**
     * Where the server in a container is. Spring Boot registers connection details of a type for the first container only, so these
     * speak for the other containers of the context, too, whose label names a client.
     */
    private static final class Details extends ContainerConnectionDetails<GenericContainer<?>>
            implements ThriftConnectionDetails, BeanFactoryAware {

        private @Nullable ListableBeanFactory beans;

        Details(ContainerConnectionSource<GenericContainer<?>> source) {
            super(source);
        }

        @Override
        public void setBeanFactory(BeanFactory beanFactory) {
            beans = beanFactory instanceof ListableBeanFactory listable ? listable : null;
        }

        @Override
        public List<String> getAddresses(String client) {
            List<String> addresses = new ArrayList<>();
            for (GenericContainer<?> container : labelled()) {
                if (labelsOf(container).clients().contains(client)) {
                    addresses.add(address(container));
                }
            }
            if (addresses.isEmpty() && labelsOf(getContainer()).concerns(client)) {
                addresses.add(address(getContainer()));
            }
            return addresses;
        }

        private Set<GenericContainer<?>> labelled() {
            Set<GenericContainer<?>> containers = new LinkedHashSet<>();
            containers.add(getContainer());
            if (beans != null) {
                beans.getBeansOfType(GenericContainer.class).values().forEach(containers::add);
            }
            return containers;
        }

        private static ServerLabels labelsOf(GenericContainer<?> container) {
            return ServerLabels.of(container.getLabels());
        }

        private static String address(GenericContainer<?> container) {
            TestcontainersStartup.start(container);
            return container.getHost() + ":" + container.getMappedPort(port(container));
        }

        private static int port(GenericContainer<?> container) {
            Integer labelled = labelsOf(container).port();
            if (labelled != null) {
                return labelled;
            }
            List<Integer> exposed = container.getExposedPorts();
            return exposed.size() == 1 ? exposed.get(0) : ServerLabels.DEFAULT_PORT;
        }
    }
}
