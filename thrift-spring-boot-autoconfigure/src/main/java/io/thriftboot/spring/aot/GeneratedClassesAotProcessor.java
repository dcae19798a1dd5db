package io.thriftboot.spring.aot;

import io.thriftboot.InterfaceKind;
import io.thriftboot.ServiceDescriptor;
import java.util.List;
import java.util.Set;
import org.apache.thrift.ProcessFunction;
import org.apache.thrift.TBase;
import org.apache.thrift.TBaseAsyncProcessor;
import org.apache.thrift.TBaseProcessor;
import org.apache.thrift.TEnum;
import org.jspecify.annotations.Nullable;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.support.RegisteredBean;

/**
 * Makes the generated classes of a service known to native images, for each bean that implements one of its interfaces:
 * handlers, and clients.
 */
final class GeneratedClassesAotProcessor implements BeanRegistrationAotProcessor {

    GeneratedClassesAotProcessor() {}

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        List<ServiceDescriptor> services = ServiceDescriptor.implementedBy(bean.getBeanClass());
        return services.isEmpty()
                ? null
                : (context, code) -> services.forEach(service -> register(service, context.getRuntimeHints()));
    }

    private static void register(ServiceDescriptor service, RuntimeHints hints) {
        for (Class<?> type : GeneratedClasses.of(service)) {
            hints.reflection().registerType(type, membersOf(type));
        }
        for (InterfaceKind kind : InterfaceKind.values()) {
            Class<?> iface = service.iface(kind);
            if (iface != null) {
                hints.proxies().registerJdkProxy(iface);
            }
        }
    }

    /** What is called by reflection; nested classes and methods of a type can be looked up once it is registered. */
    static MemberCategory[] membersOf(Class<?> type) {
        if (isAny(type, Set.of(TBaseProcessor.class, TBaseAsyncProcessor.class, TBase.class))) {
            return new MemberCategory[] {MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS};
        }
        if (type.isInterface() || isAny(type, Set.of(ProcessFunction.class, TEnum.class))) {
            return new MemberCategory[] {MemberCategory.INVOKE_PUBLIC_METHODS};
        }
        return new MemberCategory[0];
    }

    private static boolean isAny(Class<?> type, Set<Class<?>> of) {
        return of.stream().anyMatch(parent -> parent.isAssignableFrom(type));
    }
}
