package io.thriftboot.server;

import io.thriftboot.InterfaceKind;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.ThriftInterceptor;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.jspecify.annotations.Nullable;

/**
 * A service, and what answers its calls.
 *
 * @param name what multiplexed messages ask for
 * @param descriptor the service
 * @param handler the implementation
 * @param kind the one interface of the service that the handler implements
 */
record ServiceHandler(String name, ServiceDescriptor descriptor, Object handler, InterfaceKind kind) {

    /**
     * Looks which interface the handler implements.
     *
     * @throws IllegalArgumentException if the name is none, or the handler implements none or several of the interfaces
     */
    static ServiceHandler of(String name, ServiceDescriptor descriptor, Object handler) {
        if (name.isEmpty() || name.contains(TMultiplexedProtocol.SEPARATOR)) {
            throw new IllegalArgumentException("service name: '" + name + "' (expected: not empty, without "
                    + TMultiplexedProtocol.SEPARATOR + ")");
        }
        return new ServiceHandler(name, descriptor, handler, kindOf(name, descriptor, handler));
    }

    private static InterfaceKind kindOf(String name, ServiceDescriptor descriptor, Object handler) {
        Set<InterfaceKind> found = descriptor.kindsOf(handler.getClass());
        if (found.size() == 1) {
            return found.iterator().next();
        }
        String several = found.stream().map(InterfaceKind::simpleName).collect(Collectors.joining(" and "));
        throw new IllegalArgumentException("service " + name + ": "
                + handler.getClass().getName() + (several.isEmpty() ? "" : " implements " + several)
                + " (expected: an implementation of " + descriptor.iface().getName() + " or of its AsyncIface"
                + (several.isEmpty() ? ")" : ", not of both)"));
    }

    /**
     * What stands in front of the handler.
     *
     * @return {@code null} if nothing does, and the handler is one of {@code Iface}
     */
    @Nullable
    HandlerChain chain(List<ThriftInterceptor> interceptors, ExceptionTranslation translation) {
        return switch (kind) {
            case SYNC ->
                interceptors.isEmpty() && translation.isEmpty()
                        ? null
                        : new HandlerChain(kind, handler, interceptors, translation);
            case ASYNC -> new HandlerChain(kind, handler, interceptors, translation);
            case FUTURE ->
                new HandlerChain(
                        InterfaceKind.ASYNC, FutureHandler.asAsync(descriptor, handler), interceptors, translation);
        };
    }

    /** Which service it is and who answers it, for messages. */
    @Override
    public String toString() {
        return descriptor.type().getName() + " by " + handler.getClass().getName();
    }
}
