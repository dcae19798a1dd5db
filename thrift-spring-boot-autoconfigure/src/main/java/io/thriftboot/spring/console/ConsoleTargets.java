package io.thriftboot.spring.console;

import io.thriftboot.InterfaceKind;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.model.IdlDocs;
import io.thriftboot.model.ModelReader;
import io.thriftboot.model.ThriftModel;
import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.server.ThriftServers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** What there is to look at and to call: the servers and clients of this application, and the model of their services. */
final class ConsoleTargets {

    private final @Nullable ThriftServers servers;
    private final @Nullable ThriftChannels channels;
    private final ClassLoader loader;
    private @Nullable Described described;

    ConsoleTargets(@Nullable ThriftServers servers, @Nullable ThriftChannels channels, ClassLoader loader) {
        this.servers = servers;
        this.channels = channels;
        this.loader = loader;
    }

    /** Clients may be made at any time, so there may be another model later. */
    private record Described(Set<Class<?>> services, ThriftModel model) {}

    List<ConsoleTarget> all() {
        List<ConsoleTarget> all = new ArrayList<>();
        if (servers != null) {
            servers.all().forEach(server -> all.add(new ServerTarget(server)));
        }
        if (channels != null) {
            Map<String, Set<Class<?>>> types = channels.types();
            channels.all()
                    .forEach((name, channel) ->
                            all.add(new ClientTarget(name, channel, servicesOf(types.getOrDefault(name, Set.of())))));
        }
        return all;
    }

    private static Map<String, ServiceDescriptor> servicesOf(Set<Class<?>> interfaces) {
        Map<String, ServiceDescriptor> services = new TreeMap<>();
        interfaces.stream()
                .flatMap(type -> ServiceDescriptor.implementedBy(type).stream())
                .filter(service -> service.iface(InterfaceKind.SYNC) != null)
                .forEach(service -> services.put(service.name(), service));
        return services;
    }

    synchronized ThriftModel model() {
        Map<Class<?>, ServiceDescriptor> services = new LinkedHashMap<>();
        all().forEach(target ->
                target.services().values().forEach(service -> services.putIfAbsent(service.type(), service)));
        Described present = described;
        if (present == null || !present.services.equals(services.keySet())) {
            present = new Described(
                    new LinkedHashSet<>(services.keySet()),
                    ModelReader.read(services.values(), IdlDocs.onClassPath(loader)));
            described = present;
        }
        return present.model;
    }

    ConsoleTarget find(@Nullable String id) throws ConsoleException {
        String asked = id == null || id.isEmpty() ? "server:" + ThriftServers.DEFAULT : id;
        return all().stream()
                .filter(target -> target.id().equals(asked))
                .findFirst()
                .orElseThrow(() -> new ConsoleException(
                        ConsoleException.NOT_FOUND,
                        "target: " + asked + " (expected: one of "
                                + all().stream().map(ConsoleTarget::id).toList() + ")"));
    }

    @Nullable
    ThriftServers servers() {
        return servers;
    }

    /** For the page. */
    List<Object> describe() {
        List<Object> targets = new ArrayList<>();
        for (ConsoleTarget target : all()) {
            Map<String, Object> map = new LinkedHashMap<>();
            map.put("id", target.id());
            Map<String, Object> services = new TreeMap<>();
            target.services()
                    .forEach((name, service) -> services.put(
                            name, Objects.requireNonNull(service.type()).getName()));
            map.put("services", services);
            map.putAll(target.describe());
            targets.add(map);
        }
        return targets;
    }
}
