package io.thriftboot.server;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.transport.PeerText;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.jspecify.annotations.Nullable;

/** Finds the route of a message by its name on the wire: {@code service:method}, or the bare method of the default service. */
final class Routes {

    private static final int MAX_SHOWN = 128;

    private final Map<String, Route> byName = new HashMap<>();
    private final Map<String, String> described = new TreeMap<>();

    void add(
            String service,
            ServiceDescriptor descriptor,
            boolean isDefault,
            Function<MethodDescriptor, Route> routeOf) {
        descriptor.methods().forEach((method, methodDescriptor) -> {
            Route route = routeOf.apply(methodDescriptor);
            byName.put(service + TMultiplexedProtocol.SEPARATOR + method, route);
            if (isDefault) {
                byName.put(method, route);
            }
        });
        described.put(
                isDefault ? service + " (default)" : service,
                descriptor.methods().keySet().toString());
    }

    @Nullable
    Route find(String name) {
        return byName.get(name);
    }

    /** The method's part of a name, which is what replies carry. */
    static String bareName(String name) {
        return name.substring(name.indexOf(TMultiplexedProtocol.SEPARATOR) + 1);
    }

    /** A name that a peer sent, cut and without control characters, fit for a log line and for an answer. */
    static String shown(String name) {
        return PeerText.shown(name, MAX_SHOWN);
    }

    /** What exists, for the log. */
    @Override
    public String toString() {
        return described.toString();
    }
}
