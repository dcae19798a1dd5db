package io.thriftboot.spring.client;

import io.thriftboot.spring.ThriftClient;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.RootBeanDefinition;

/**
 * A client that the application asks for.
 *
 * @param name the name of the client
 * @param type the {@code Iface}, {@code AsyncIface} or {@code FutureIface}
 */
record ThriftClientReference(String name, Class<?> type) {

    private static final String FACTORY_METHOD = "client";

    String beanName() {
        return "thriftClient." + name + "." + type.getName();
    }

    /** A definition without code, so that ahead-of-time processing can write it down. */
    RootBeanDefinition beanDefinition() {
        RootBeanDefinition definition = new RootBeanDefinition(type);
        definition.setFactoryBeanName(ThriftClientAutoConfiguration.CHANNELS);
        definition.setFactoryMethodName(FACTORY_METHOD);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(0, name);
        definition.getConstructorArgumentValues().addIndexedArgumentValue(1, type);
        definition.addQualifier(new AutowireCandidateQualifier(ThriftClient.class, name));
        definition.setDefaultCandidate(false);
        definition.setLazyInit(false);
        return definition;
    }

    static boolean isDefinition(RootBeanDefinition definition) {
        return ThriftClientAutoConfiguration.CHANNELS.equals(definition.getFactoryBeanName())
                && FACTORY_METHOD.equals(definition.getFactoryMethodName());
    }
}
