package io.thriftboot.spring.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.Users;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.FactoryBean;
import org.springframework.beans.factory.support.DefaultListableBeanFactory;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.mock.env.MockEnvironment;

class ServerPreparationTests {

    private final MockEnvironment environment = new MockEnvironment();
    private final DefaultListableBeanFactory beanFactory = new DefaultListableBeanFactory();
    private final List<Runnable> background = new ArrayList<>();

    private void prepare() {
        new ServerPreparation(environment, background::add).postProcessBeanFactory(beanFactory);
    }

    private void export() {
        beanFactory.registerBeanDefinition("users", new RootBeanDefinition(ExportedUsers.class));
    }

    @Test
    void whenABeanIsExportedWhatItsServerNeedsIsLoadedInTheBackground() {
        export();

        prepare();

        assertThat(background).singleElement().satisfies(Runnable::run);
        assertThat(beanFactory.containsSingleton("users")).isFalse();
    }

    @Test
    void whenNoBeanIsExportedNothingIsLoaded() {
        beanFactory.registerBeanDefinition("others", new RootBeanDefinition(Users.class));

        prepare();

        assertThat(background).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"event-loop", "EVENT_LOOP", "Event-Loop"})
    void whenTheModelIsEventLoopItIsLoaded(String model) {
        export();
        environment.setProperty("thrift.server.model", model);

        prepare();

        assertThat(background).hasSize(1);
    }

    /** What is wrong with a value is said when the server is made. */
    @ParameterizedTest
    @ValueSource(strings = {"threaded", "thread-pool", "no-model"})
    void whenTheModelIsAnotherNothingIsLoaded(String model) {
        export();
        environment.setProperty("thrift.server.model", model);

        prepare();

        assertThat(background).isEmpty();
    }

    @Test
    void factoryBeansAreNotCreated() {
        beanFactory.registerBeanDefinition("factory", new RootBeanDefinition(TooEarly.class));
        export();

        prepare();

        assertThat(background).hasSize(1);
    }

    @ThriftService
    static class ExportedUsers extends Users {}

    static final class TooEarly implements FactoryBean<Object> {

        TooEarly() {
            throw new IllegalStateException("factory bean: created (expected: later)");
        }

        @Override
        public Object getObject() {
            return this;
        }

        @Override
        public Class<?> getObjectType() {
            return Object.class;
        }
    }
}
