package io.thriftboot.spring.aot;

import io.thriftboot.ServiceDescriptor;
import java.lang.reflect.Field;
import java.lang.reflect.GenericArrayType;
import java.lang.reflect.Method;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.Set;
import org.apache.thrift.TBase;
import org.apache.thrift.TEnum;
import org.jspecify.annotations.Nullable;

/** The classes that the Thrift compiler generated for a service, and for everything that its methods take, return and throw. */
final class GeneratedClasses {

    private final Set<Class<?>> found = new LinkedHashSet<>();

    private GeneratedClasses() {}

    /** Of the service, of those it extends, and of the structs, unions, exceptions and enums that they use. */
    static Set<Class<?>> of(ServiceDescriptor service) {
        GeneratedClasses classes = new GeneratedClasses();
        classes.addService(service.type());
        return Collections.unmodifiableSet(classes.found);
    }

    private void addService(Class<?> type) {
        addClass(type);
        for (Class<?> nested : type.getDeclaredClasses()) {
            for (Class<?> parent : nested.getInterfaces()) {
                Class<?> service = parent.getDeclaringClass();
                if (nested.isInterface() && service != null && !found.contains(service)) {
                    addService(service);
                }
            }
        }
    }

    private void addClass(Class<?> type) {
        if (!found.add(type)) {
            return;
        }
        for (Class<?> nested : type.getDeclaredClasses()) {
            addClass(nested);
        }
        if (TBase.class.isAssignableFrom(type)) {
            addMembers(type);
        }
    }

    /** A struct has a field for each of its own; a union has only a getter. */
    private void addMembers(Class<?> struct) {
        for (Field field : struct.getDeclaredFields()) {
            addUsed(field.getGenericType());
        }
        for (Method method : struct.getDeclaredMethods()) {
            addUsed(method.getGenericReturnType());
        }
    }

    private void addUsed(@Nullable Type type) {
        if (type instanceof Class<?> used && isGenerated(used)) {
            addClass(used);
        } else if (type instanceof ParameterizedType container) {
            for (Type argument : container.getActualTypeArguments()) {
                addUsed(argument);
            }
        } else if (type instanceof GenericArrayType array) {
            addUsed(array.getGenericComponentType());
        }
    }

    private static boolean isGenerated(Class<?> type) {
        return (TBase.class.isAssignableFrom(type) || TEnum.class.isAssignableFrom(type))
                && !type.getName().startsWith("org.apache.thrift.");
    }
}
