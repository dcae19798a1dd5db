package io.thriftboot.client;

import io.thriftboot.Idempotent;
import io.thriftboot.InterfaceKind;
import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A generated {@code Iface}, {@code AsyncIface} or {@code FutureIface}, or an interface of the user's that extends one.
 *
 * @param service the service that is called
 * @param kind how results are delivered
 * @param methods what each method of the interface calls; methods with a body of their own are not among them
 */
record ClientInterface(ServiceDescriptor service, InterfaceKind kind, Map<Method, MethodDescriptor> methods) {

    static ClientInterface of(Class<?> type) {
        List<ServiceDescriptor> services = type.isInterface() ? ServiceDescriptor.implementedBy(type) : List.of();
        if (services.size() != 1) {
            throw new IllegalArgumentException(
                    "client: " + type.getName() + " is the interface of " + services.size() + " Thrift services "
                            + services + " (expected: the generated Iface of one, or an extension of it)");
        }
        ServiceDescriptor service = services.get(0);
        InterfaceKind kind = kind(service, type);
        Map<Method, MethodDescriptor> methods = new HashMap<>();
        for (Method method : type.getMethods()) {
            if (Modifier.isAbstract(method.getModifiers())) {
                MethodDescriptor descriptor = descriptor(service, kind, method);
                methods.put(method, isIdempotent(type, method) ? descriptor.asIdempotent() : descriptor);
            }
        }
        return new ClientInterface(service, kind, Map.copyOf(methods));
    }

    /** The interface may have several methods for one: the generated one, and the user's that overrides it. */
    private static boolean isIdempotent(Class<?> type, Method method) {
        return Arrays.stream(type.getMethods())
                .filter(candidate -> isSame(candidate, method))
                .anyMatch(candidate -> candidate.isAnnotationPresent(Idempotent.class)
                        || candidate.getDeclaringClass().isAnnotationPresent(Idempotent.class));
    }

    /** With the methods as idempotent that the policy names. */
    ClientInterface with(RetryPolicy policy) {
        Map<Method, MethodDescriptor> marked = new HashMap<>();
        methods.forEach((method, descriptor) ->
                marked.put(method, policy.isIdempotent(descriptor) ? descriptor.asIdempotent() : descriptor));
        return new ClientInterface(service, kind, Map.copyOf(marked));
    }

    private static InterfaceKind kind(ServiceDescriptor service, Class<?> type) {
        Set<InterfaceKind> kinds = service.kindsOf(type);
        if (kinds.size() != 1) {
            throw new IllegalArgumentException("client: " + type.getName() + " extends "
                    + kinds.stream().map(InterfaceKind::simpleName).collect(Collectors.joining(" and ")) + " of "
                    + service + " (expected: one of them)");
        }
        return kinds.iterator().next();
    }

    private static MethodDescriptor descriptor(ServiceDescriptor service, InterfaceKind kind, Method method) {
        return service.methods().values().stream()
                .filter(descriptor -> isSame(Objects.requireNonNull(descriptor.javaMethod(kind)), method))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("client: " + method
                        + " is no method of the Thrift service " + service + " (expected: a default method)"));
    }

    private static boolean isSame(Method one, Method other) {
        return one.getName().equals(other.getName())
                && Arrays.equals(one.getParameterTypes(), other.getParameterTypes());
    }
}
