package io.thriftboot.spring.client;

import io.thriftboot.spring.client.ThriftClientRegistrar.TestReferences;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.test.context.ContextConfigurationAttributes;
import org.springframework.test.context.ContextCustomizer;
import org.springframework.test.context.ContextCustomizerFactory;
import org.springframework.test.context.MergedContextConfiguration;
import org.springframework.test.context.TestContextAnnotationUtils;

/** Lets test classes ask for clients, which no bean of the context may need. */
final class ThriftClientContextCustomizerFactory implements ContextCustomizerFactory {

    ThriftClientContextCustomizerFactory() {}

    @Override
    public @Nullable ContextCustomizer createContextCustomizer(
            Class<?> testClass, List<ContextConfigurationAttributes> configAttributes) {
        ThriftClientReferences references = new ThriftClientReferences();
        Class<?> current = testClass;
        references.addClass(current);
        while (TestContextAnnotationUtils.searchEnclosingClass(current)) {
            current = current.getEnclosingClass();
            references.addClass(current);
        }
        return references.found().isEmpty() ? null : new Customizer(references.found());
    }

    /** Part of the key of cached contexts, by its references. */
    private record Customizer(Set<ThriftClientReference> references) implements ContextCustomizer {

        @Override
        public void customizeContext(ConfigurableApplicationContext context, MergedContextConfiguration merged) {
            context.getBeanFactory()
                    .registerSingleton(ThriftClientRegistrar.TEST_REFERENCES, new TestReferences(references));
        }
    }
}
