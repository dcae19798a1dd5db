package io.thriftboot.spring.properties;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.PropertySourcesPlaceholdersResolver;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName;
import org.springframework.boot.context.properties.source.ConfigurationPropertyName.Form;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.context.properties.source.IterableConfigurationPropertySource;
import org.springframework.core.env.Environment;

/**
 * Two property groups of which the singular ({@code thrift.server}) holds the defaults and the plural ({@code
 * thrift.servers.<name>}) the named ones, which inherit every value that they do not set.
 */
public final class NamedProperties {

    private final String singular;
    private final String plural;
    private final Iterable<ConfigurationPropertySource> sources;
    private final Binder binder;

    /**
     * Reads properties from an environment.
     *
     * @param environment where the properties are
     * @param singular the name of the group with the defaults
     * @param plural the name of the group of named groups
     */
    public NamedProperties(Environment environment, String singular, String plural) {
        this.singular = singular;
        this.plural = plural;
        this.sources = KubernetesServiceLinks.passedOver(environment, singular, plural);
        this.binder = new Binder(sources, new PropertySourcesPlaceholdersResolver(environment));
    }

    /**
     * Binds the defaults.
     *
     * @param properties a new bean
     * @param <T> its type
     * @return the same bean
     */
    public <T> T bindDefaults(T properties) {
        return bind(ConfigurationPropertyName.of(singular), properties);
    }

    /**
     * Binds a named group.
     *
     * @param name the name
     * @param properties a bean to which the {@linkplain #bindDefaults defaults} are bound
     * @param <T> its type
     * @return the same bean
     */
    public <T> T bindNamed(String name, T properties) {
        return bind(group(name), properties);
    }

    private <T> T bind(ConfigurationPropertyName group, T properties) {
        binder.bind(group, Bindable.ofInstance(properties));
        return properties;
    }

    /**
     * The named groups that set a property.
     *
     * @param property such as {@code port}
     * @return their names, sorted
     */
    public Set<String> namesWith(String property) {
        ConfigurationPropertyName parent = ConfigurationPropertyName.of(plural);
        Set<String> names = new TreeSet<>();
        propertyNames()
                .filter(parent::isAncestorOf)
                .map(name -> name.getElement(parent.getNumberOfElements(), Form.ORIGINAL))
                .filter(name -> contains(group(name).append(property)))
                .forEach(names::add);
        return names;
    }

    private Stream<ConfigurationPropertyName> propertyNames() {
        Stream.Builder<IterableConfigurationPropertySource> iterable = Stream.builder();
        for (ConfigurationPropertySource source : sources) {
            if (source instanceof IterableConfigurationPropertySource candidate) {
                iterable.add(candidate);
            }
        }
        return iterable.build().flatMap(IterableConfigurationPropertySource::stream);
    }

    private boolean contains(ConfigurationPropertyName name) {
        for (ConfigurationPropertySource source : sources) {
            if (source.getConfigurationProperty(name) != null) {
                return true;
            }
        }
        return false;
    }

    /**
     * Whether anything of a named group is set.
     *
     * @param name the name
     * @return whether the group has a property
     */
    public boolean isSet(String name) {
        ConfigurationPropertyName group = group(name);
        return propertyNames().anyMatch(group::isAncestorOf);
    }

    /**
     * Where a property of a named group is set.
     *
     * @param name the name of the group
     * @param property such as {@code port}
     * @return such as {@code thrift.servers.admin.port}
     */
    public String nameOf(String name, String property) {
        return group(name).append(property).toString();
    }

    private ConfigurationPropertyName group(String name) {
        boolean simple = name.chars().allMatch(c -> Character.isLetterOrDigit(c) || c == '-' || c == '_');
        return simple
                ? ConfigurationPropertyName.adapt(plural + '.' + name, '.')
                : ConfigurationPropertyName.of(plural).append('[' + name + ']');
    }

    /**
     * Turns the defaults into options.
     *
     * @param conversion throws {@link IllegalArgumentException} for a value that is refused
     * @param <R> the type of the options
     * @return the options
     */
    public <R> R checkDefaults(Supplier<R> conversion) {
        return check(ConfigurationPropertyName.of(singular), conversion);
    }

    /**
     * Turns a named group into options.
     *
     * @param name the name of the group
     * @param conversion throws {@link IllegalArgumentException} for a value that is refused
     * @param <R> the type of the options
     * @return the options
     */
    public <R> R checkNamed(String name, Supplier<R> conversion) {
        return check(group(name), conversion);
    }

    private <R> R check(ConfigurationPropertyName group, Supplier<R> conversion) {
        try {
            return conversion.get();
        } catch (IllegalArgumentException ex) {
            RefusedValue refused = RefusedValue.of(ex);
            ConfigurationPropertyName own = group.append(refused.property());
            ConfigurationPropertyName inherited =
                    ConfigurationPropertyName.of(singular).append(refused.property());
            throw refused.in(contains(own) || !contains(inherited) ? own : inherited, ex);
        }
    }
}
