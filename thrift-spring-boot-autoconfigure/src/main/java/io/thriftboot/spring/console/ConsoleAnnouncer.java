package io.thriftboot.spring.console;

import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.boot.actuate.autoconfigure.web.server.ManagementPortType;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.util.ClassUtils;

/** Says where the console is, and warns if everybody may use it. */
final class ConsoleAnnouncer implements ApplicationListener<ApplicationReadyEvent> {

    /** What guards a servlet web server, and a reactive one. */
    private static final List<String> GUARDS = List.of(
            "org.springframework.security.web.SecurityFilterChain",
            "org.springframework.security.web.server.SecurityWebFilterChain");

    private static final Logger logger = LoggerFactory.getLogger(ConsoleAnnouncer.class);

    private final ApplicationContext context;
    private final String path;

    ConsoleAnnouncer(ApplicationContext context, String path) {
        this.context = context;
        this.path = path;
    }

    @Override
    public void onApplicationEvent(ApplicationReadyEvent event) {
        if (event.getApplicationContext() != context) {
            return;
        }
        if (ManagementPortType.get(context.getEnvironment()) == ManagementPortType.DISABLED) {
            return;
        }
        ConsoleLocation location = ConsoleLocation.of(context, path);
        logger.info("Thrift console: {}", location);
        if (GUARDS.stream().noneMatch(this::isThere) && !location.isLoopback()) {
            logger.warn(
                    "Thrift console: everybody who reaches port {} may use it, since Spring Security does not guard it"
                            + " (expected: Spring Security, or a management.server.port of its own with"
                            + " management.server.address=127.0.0.1)",
                    location.port() == null ? "of the web server" : location.port());
        }
    }

    /** The class alone guards nothing. */
    private boolean isThere(String guard) {
        ClassLoader classLoader = context.getClassLoader();
        return ClassUtils.isPresent(guard, classLoader)
                && BeanFactoryUtils.beanNamesForTypeIncludingAncestors(
                                        context, ClassUtils.resolveClassName(guard, classLoader))
                                .length
                        > 0;
    }
}
