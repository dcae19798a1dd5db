package io.thriftboot.spring.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.junit.jupiter.api.Test;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.boot.tomcat.autoconfigure.servlet.TomcatServletWebServerAutoConfiguration;
import org.springframework.boot.web.server.servlet.context.AnnotationConfigServletWebServerApplicationContext;
import org.springframework.boot.web.server.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.Compiled;
import org.springframework.core.test.tools.TestCompiler;

/** A web application processed ahead of time: whether and where it is served over HTTP is still decided when it runs. */
class ThriftHttpAotTests {

    @Test
    @CompileWithForkedClassLoader
    void whenWebApplicationIsProcessedAheadOfTimeItIsServedOverHttp() {
        TestGenerationContext generation = new TestGenerationContext();
        var context = new AnnotationConfigServletWebServerApplicationContext();
        context.register(
                Application.class,
                ThriftServerAutoConfiguration.class,
                ThriftHttpAutoConfiguration.class,
                TomcatServletWebServerAutoConfiguration.class);
        var initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        generation.writeGeneratedContent();
        TestCompiler.forSystem().with(generation).compile(compiled -> run(compiled, initializer.canonicalName()));
    }

    private static void run(Compiled compiled, String initializer) {
        // this Tomcat has a class loader of its own, and the JVM lets only one register its factory
        TomcatURLStreamHandlerFactory.disable();
        try (ServletWebServerApplicationContext context = new ServletWebServerApplicationContext()) {
            TestPropertyValues.of("server.port=0", "thrift.server.port=-1", "thrift.server.http.path=/thrift")
                    .applyTo(context);
            instance(compiled, initializer).initialize(context);
            context.refresh();
            HttpCall call = HttpCall.binary();
            call.users.send_ping("ahead");
            call.send(context.getWebServer().getPort(), "/thrift");
            assertThat(call.users.recv_ping()).isEqualTo("ahead");
        } catch (Exception ex) {
            throw new AssertionError(ex);
        }
    }

    @SuppressWarnings("unchecked")
    private static ApplicationContextInitializer<ConfigurableApplicationContext> instance(
            Compiled compiled, String name) {
        return compiled.getInstance(ApplicationContextInitializer.class, name);
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        @ThriftService
        Users users() {
            return new Users();
        }
    }
}
