package io.thriftboot.spring.client;

import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.aot.BeanRegistrationAotContribution;
import org.springframework.beans.factory.aot.BeanRegistrationAotProcessor;
import org.springframework.beans.factory.config.BeanDefinition;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.beans.factory.support.AbstractBeanDefinition;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.BeanDefinitionRegistryPostProcessor;
import org.springframework.beans.factory.support.RegisteredBean;
import org.springframework.util.ClassUtils;
import org.springframework.util.ReflectionUtils;

/**
 * Registers a bean for each client that the definitions of the context ask for. Ahead-of-time processing writes down what it
 * has registered, so it is not needed at run time then.
 */
final class ThriftClientRegistrar implements BeanDefinitionRegistryPostProcessor, BeanRegistrationAotProcessor {

    /** The name of a singleton with further references: those of a test class, which is no bean. */
    static final String TEST_REFERENCES = ThriftClientReferences.class.getName() + ".test";

    private static final Logger logger = LoggerFactory.getLogger(ThriftClientRegistrar.class);

    @Override
    public void postProcessBeanDefinitionRegistry(BeanDefinitionRegistry registry) {
        ConfigurableListableBeanFactory beanFactory = (ConfigurableListableBeanFactory) registry;
        ThriftClientReferences references = new ThriftClientReferences();
        for (String beanName : beanFactory.getBeanDefinitionNames()) {
            addReferences(beanFactory, beanName, references);
        }
        if (beanFactory.getSingleton(TEST_REFERENCES) instanceof TestReferences test) {
            references.found().addAll(test.references());
        }
        references.found().forEach(reference -> register(reference, registry, beanFactory));
    }

    private static void addReferences(
            ConfigurableListableBeanFactory beanFactory, String beanName, ThriftClientReferences references) {
        BeanDefinition definition = beanFactory.getMergedBeanDefinition(beanName);
        if (definition.isAbstract()) {
            return;
        }
        try {
            Class<?> type = definingClass(beanFactory, definition);
            if (type == null) {
                return;
            }
            if (definition.getFactoryMethodName() == null) {
                references.addClass(type);
            } else {
                ReflectionUtils.doWithMethods(type, references::addFactoryMethod, method -> method.getName()
                        .equals(definition.getFactoryMethodName()));
            }
        } catch (NoClassDefFoundError | TypeNotPresentException | IllegalStateException ex) {
            logger.debug("Bean '{}': not searched for clients, since its class cannot be read", beanName, ex);
        }
    }

    private static @Nullable Class<?> definingClass(
            ConfigurableListableBeanFactory beanFactory, BeanDefinition definition) {
        String factoryBeanName = definition.getFactoryBeanName();
        if (factoryBeanName != null) {
            Class<?> factory = beanFactory.getType(factoryBeanName, false);
            return factory == null ? null : ClassUtils.getUserClass(factory);
        }
        String className = definition.getBeanClassName();
        ClassLoader classLoader = beanFactory.getBeanClassLoader();
        return className != null && ClassUtils.isPresent(className, classLoader)
                ? ClassUtils.resolveClassName(className, classLoader)
                : null;
    }

    private static void register(
            ThriftClientReference reference,
            BeanDefinitionRegistry registry,
            ConfigurableListableBeanFactory beanFactory) {
        if (registry.containsBeanDefinition(reference.beanName())) {
            return;
        }
        if (isTypedBean(reference, beanFactory)) {
            if (beanFactory.findAnnotationOnBean(reference.name(), ThriftService.class) == null) {
                logger.debug("Bean '{}' takes the place of the Thrift client of that name", reference.name());
                return;
            }
            keepApart(beanFactory.getBeanDefinition(reference.name()));
        }
        registry.registerBeanDefinition(reference.beanName(), reference.beanDefinition());
    }

    private static boolean isTypedBean(ThriftClientReference reference, ConfigurableListableBeanFactory beanFactory) {
        return beanFactory.containsBeanDefinition(reference.name())
                && Set.of(beanFactory.getBeanNamesForType(reference.type(), true, false))
                        .contains(reference.name());
    }

    /** A qualifier also matches a bean by its name: a handler named as the client would be injected in its place. */
    private static void keepApart(BeanDefinition handler) {
        ((AbstractBeanDefinition) handler).addQualifier(new AutowireCandidateQualifier(ThriftClient.class, ""));
    }

    @Override
    public @Nullable BeanRegistrationAotContribution processAheadOfTime(RegisteredBean bean) {
        if (!ThriftClientReference.isDefinition(bean.getMergedBeanDefinition())) {
            return null;
        }
        return (context, code) -> context.getRuntimeHints().proxies().registerJdkProxy(bean.getBeanClass());
    }

    /** The clients that a test class asks for. */
    record TestReferences(Set<ThriftClientReference> references) {}
}
