package io.thriftboot.spring.web;

import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.assertj.AssertableWebApplicationContext;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;

/** Contexts with a web server and our auto-configurations, all on free ports. */
final class WebContexts {

    private WebContexts() {}

    /** The default server at any free port and at the path {@code /thrift}. */
    static WebApplicationContextRunner runner() {
        return withoutPath().withPropertyValues("thrift.server.http.path=/thrift");
    }

    /** The default server at any free port only. */
    static WebApplicationContextRunner withoutPath() {
        return new WebApplicationContextRunner(AnnotationConfigServletWebServerApplicationContext::new)
                .withConfiguration(AutoConfigurations.of(
                        ThriftServerAutoConfiguration.class,
                        ThriftClientAutoConfiguration.class,
                        ThriftHttpAutoConfiguration.class,
                        TomcatServletWebServerAutoConfiguration.class))
                .withPropertyValues(
                        "server.port=0",
                        "server.address=127.0.0.1",
                        "thrift.server.port=0",
                        "thrift.server.address=127.0.0.1");
    }

    /** The port of the web server. */
    static int port(AssertableWebApplicationContext context) {
        return ((WebServerApplicationContext) context.getSourceApplicationContext())
                .getWebServer()
                .getPort();
    }
}
