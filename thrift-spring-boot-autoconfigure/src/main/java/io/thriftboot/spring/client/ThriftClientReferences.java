package io.thriftboot.spring.client;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.diagnostics.ThriftConfigurationException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.core.MethodParameter;
import org.springframework.core.ResolvableType;
import org.springframework.core.annotation.AnnotatedElementUtils;
import org.springframework.util.ReflectionUtils;

/** Collects the clients that classes and {@code @Bean} methods ask for. */
final class ThriftClientReferences {

    private final Set<ThriftClientReference> found = new LinkedHashSet<>();

    Set<ThriftClientReference> found() {
        return found;
    }

    /** Reads a class that is constructed by the context: imports, constructors, fields and methods. */
    void addClass(Class<?> type) {
        for (ImportThriftClients imported :
                AnnotatedElementUtils.findMergedRepeatableAnnotations(type, ImportThriftClients.class)) {
            for (Class<?> service : imported.types()) {
                found.add(new ThriftClientReference(imported.name(), imported(service, type)));
            }
        }
        for (Constructor<?> constructor : type.getDeclaredConstructors()) {
            addParameters(constructor, null);
        }
        addMembers(type);
    }

    /** Reads a class that is injected by the context, and its superclasses: fields and methods. */
    private void addMembers(Class<?> type) {
        ReflectionUtils.doWithFields(type, field -> {
            ThriftClient annotation = annotationOf(field);
            if (annotation != null) {
                add(annotation, ResolvableType.forField(field, type), field);
            }
        });
        ReflectionUtils.doWithMethods(
                type,
                method -> addParameters(method, annotationOf(method)),
                method -> !AnnotatedElementUtils.hasAnnotation(method, Bean.class));
    }

    /** Reads the parameters of a {@code @Bean} method, and the class that it declares to return. */
    void addFactoryMethod(Method method) {
        addParameters(method, null);
        addMembers(method.getReturnType());
    }

    private void addParameters(Executable executable, @Nullable ThriftClient ofAll) {
        for (int i = 0; i < executable.getParameterCount(); i++) {
            MethodParameter parameter = MethodParameter.forExecutable(executable, i);
            ThriftClient own = annotationOf(executable.getParameters()[i]);
            ThriftClient annotation = own != null ? own : ofAll;
            if (annotation != null) {
                add(annotation, ResolvableType.forMethodParameter(parameter), executable);
            }
        }
    }

    private static @Nullable ThriftClient annotationOf(AnnotatedElement element) {
        return AnnotatedElementUtils.findMergedAnnotation(element, ThriftClient.class);
    }

    private void add(ThriftClient annotation, ResolvableType declared, Object where) {
        found.add(new ThriftClientReference(annotation.value(), interfaceIn(declared, annotation, where)));
    }

    /** The declared type, or what an {@code ObjectProvider}, {@code Optional} or the like of it holds. */
    private static Class<?> interfaceIn(ResolvableType declared, ThriftClient annotation, Object where) {
        Class<?> type = declared.toClass();
        if (isClientInterface(type)) {
            return type;
        }
        ResolvableType[] generics = declared.getGenerics();
        if (generics.length == 1 && isClientInterface(generics[0].toClass())) {
            return generics[0].toClass();
        }
        throw notAnInterface("@ThriftClient(\"" + annotation.value() + "\") in " + where, type);
    }

    private static Class<?> imported(Class<?> service, Class<?> where) {
        if (isClientInterface(service)) {
            return service;
        }
        return Arrays.stream(service.getDeclaredClasses())
                .filter(nested -> nested.getSimpleName().equals("Iface") && isClientInterface(nested))
                .findFirst()
                .orElseThrow(() -> notAnInterface("@ImportThriftClients on " + where.getName(), service));
    }

    private static boolean isClientInterface(Class<?> type) {
        if (!type.isInterface()) {
            return false;
        }
        List<ServiceDescriptor> services = ServiceDescriptor.implementedBy(type);
        return services.size() == 1 && services.get(0).kindsOf(type).size() == 1;
    }

    private static ThriftConfigurationException notAnInterface(String where, Class<?> type) {
        return new ThriftConfigurationException(
                where + " asks for a client of " + type.getName()
                        + ", which is not the Iface or AsyncIface of a service that the Thrift compiler generated.",
                "Use an interface nested in the generated class, such as UserService.Iface or UserService.AsyncIface.");
    }
}
