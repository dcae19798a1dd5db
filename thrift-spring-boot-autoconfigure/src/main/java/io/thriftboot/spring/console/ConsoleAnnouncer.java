package io.thriftboot.spring.console;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.BeanFactoryUtils;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.ApplicationContext;
import org.springframework.context.ApplicationListener;
import org.springframework.core.env.Environment;
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
        Environment environment = context.getEnvironment();
        String management = environment.getProperty("local.management.port");
        String port = management == null ? environment.getProperty("local.server.port") : management;
        logger.info("Thrift console: http://localhost:{}{}", port, path);
        String address = environment.getProperty("management.server.address");
        if (address == null && environment.getProperty("management.server.port") == null) {
            address = environment.getProperty("server.address");
        }
        if (GUARDS.stream().noneMatch(this::isThere) && !isLoopback(address)) {
            logger.warn(
                    "Thrift console: everybody who reaches port {} may use it, since Spring Security does not guard it"
                            + " (expected: Spring Security, or management.server.address=127.0.0.1)",
                    port);
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

    private static boolean isLoopback(@Nullable String address) {
        try {
            return address != null && InetAddress.getByName(address).isLoopbackAddress();
        } catch (UnknownHostException ex) {
            logger.debug("Thrift console: {} is not known", address, ex);
            return false;
        }
    }
}
