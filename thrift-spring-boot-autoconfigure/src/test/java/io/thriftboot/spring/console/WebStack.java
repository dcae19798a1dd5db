package io.thriftboot.spring.console;

import org.springframework.util.ClassUtils;

/** What handles requests of the web: Spring MVC here, and in {@code compatibility} the others, which run these tests again. */
enum WebStack {
    MVC,
    WEBFLUX,
    JERSEY;

    static WebStack present() {
        if (isThere("org.springframework.web.servlet.DispatcherServlet")) {
            return MVC;
        }
        return isThere("org.springframework.web.reactive.DispatcherHandler") ? WEBFLUX : JERSEY;
    }

    private static boolean isThere(String type) {
        return ClassUtils.isPresent(type, WebStack.class.getClassLoader());
    }
}
