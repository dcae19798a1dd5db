package io.thriftboot.spring.properties;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.context.properties.source.ConfigurationProperty;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.ConfigurationPropertySources;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;
import org.springframework.core.env.PropertySource;
import org.springframework.core.env.SystemEnvironmentPropertySource;

/**
 * Variables such as {@code THRIFT_SERVER_PORT=tcp://10.0.0.1:9090}, which Kubernetes sets in every container when there is a
 * Service named {@code thrift-server}. They look like properties of ours, and mean something else.
 */
final class KubernetesServiceLinks {

    private static final Logger log = LoggerFactory.getLogger(KubernetesServiceLinks.class);

    /** Of all properties only addresses may begin with a scheme. */
    private static final String ADDRESS = "address";

    private KubernetesServiceLinks() {}

    /** The property sources of the environment without such variables in these groups. */
    static List<ConfigurationPropertySource> passedOver(Environment environment, String... groups) {
        List<ConfigurationPropertySource> sources = new ArrayList<>();
        for (ConfigurationPropertySource source : ConfigurationPropertySources.get(environment)) {
            sources.add(isSystemEnvironment(source) ? without(linksIn(source, groups), source) : source);
        }
        return sources;
    }

    private static boolean isSystemEnvironment(ConfigurationPropertySource source) {
        return source.getUnderlyingSource() instanceof PropertySource<?> underlying
                && underlying instanceof SystemEnvironmentPropertySource;
    }

    private static Set<ConfigurationPropertyName> linksIn(ConfigurationPropertySource source, String... groups) {
        List<ConfigurationPropertyName> parents =
                Arrays.stream(groups).map(ConfigurationPropertyName::of).toList();
        return ((IterableConfigurationPropertySource) source)
                .stream()
                        .filter(name -> parents.stream().anyMatch(parent -> parent.isAncestorOf(name)))
                        .filter(name -> !name.getLastElement(Form.UNIFORM).equals(ADDRESS))
                        .filter(name -> isLink(source.getConfigurationProperty(name)))
                        .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static boolean isLink(@Nullable ConfigurationProperty property) {
        return property != null && property.getValue().toString().startsWith("tcp://");
    }

    private static ConfigurationPropertySource without(
            Set<ConfigurationPropertyName> links, ConfigurationPropertySource source) {
        if (links.isEmpty()) {
            return source;
        }
        log.info(
                "Passed over {}: the environment has tcp://… there, as Kubernetes sets it for a Service of that name"
                        + " (enableServiceLinks: false prevents it)",
                links);
        return source.filter(name -> !links.contains(name));
    }
}
