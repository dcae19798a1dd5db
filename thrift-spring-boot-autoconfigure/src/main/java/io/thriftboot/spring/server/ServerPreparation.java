package io.thriftboot.spring.server;

import io.thriftboot.server.ServerModel;
import io.thriftboot.spring.ThriftService;
import java.util.Arrays;
import java.util.concurrent.Executor;
import org.springframework.beans.factory.config.BeanFactoryPostProcessor;
import org.springframework.beans.factory.config.ConfigurableListableBeanFactory;
import org.springframework.boot.thread.Threading;
import org.springframework.core.env.Environment;

/**
 * Has what a server needs from Netty loaded beside the creation of beans, which takes as long as a fifth of the start of a small
 * application. Not where no bean is exported, so that an application with clients alone loads nothing of it.
 */
final class ServerPreparation implements BeanFactoryPostProcessor {

    private static final String MODEL = "thrift.server.model";

    private final Environment environment;
    private final Executor background;

    ServerPreparation(Environment environment, Executor background) {
        this.environment = environment;
        this.background = background;
    }

    static ServerPreparation inBackground(Environment environment) {
        return new ServerPreparation(environment, task -> {
            Thread thread = new Thread(task, "thrift-server-preparation");
            thread.setDaemon(true);
            thread.start();
        });
    }

    @Override
    public void postProcessBeanFactory(ConfigurableListableBeanFactory beanFactory) {
        if (usesEventLoops() && isAnyExported(beanFactory)) {
            background.execute(ServerModel.EVENT_LOOP::prepare);
        }
    }

    /** That of the default server. Others may be different, and then this was not needed, or is done when they start. */
    private boolean usesEventLoops() {
        String model = environment.getProperty(MODEL);
        return model == null
                ? !Threading.VIRTUAL.isActive(environment)
                : model.equalsIgnoreCase("event-loop") || model.equalsIgnoreCase(ServerModel.EVENT_LOOP.name());
    }

    /** Without the creation of factory beans, for which it is too early. */
    private static boolean isAnyExported(ConfigurableListableBeanFactory beanFactory) {
        return Arrays.stream(beanFactory.getBeanDefinitionNames())
                .anyMatch(name -> beanFactory.findAnnotationOnBean(name, ThriftService.class, false) != null);
    }
}
