package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.testapi.UserService;
import java.io.File;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.util.ClassUtils;

/** An application whose class path lacks what it may lack: really, since a hidden class is still half there. */
class OptionalClassesTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "nothing",
                "micrometer-core,micrometer-jakarta9,spring-boot-micrometer",
                "micrometer-core,micrometer-jakarta9,spring-boot-micrometer-metrics",
                "micrometer-core,micrometer-jakarta9,micrometer-observation,micrometer-commons,spring-boot-micrometer",
                "spring-boot-health",
                "spring-boot-actuator",
                "spring-boot-health,spring-boot-actuator",
                "spring-boot-health,spring-boot-actuator,micrometer-core,micrometer-jakarta9,spring-boot-micrometer",
                "context-propagation",
                "spring-test,spring-boot-test",
                "resilience4j,spring-cloud",
                "resilience4j-bulkhead",
                "spring-boot-testcontainers,testcontainers",
                "testcontainers",
                "spring-boot-docker-compose",
                "tomcat-embed-core,jakarta.servlet-api",
                "spring-security-core,spring-security-web,spring-security-oauth2-resource-server"
                        + ",spring-security-oauth2-core,spring-security-oauth2-jose,spring-security-config"
                        + ",spring-security-crypto",
                "spring-security-web",
                "spring-security-oauth2-resource-server,spring-security-oauth2-jose",
                "spring-security-oauth2-jose",
                "tomcat-embed-core,jakarta.servlet-api,spring-web,spring-webmvc,spring-boot-webmvc,spring-boot-servlet"
                        + ",spring-boot-tomcat,spring-boot-web-server"
            })
    void whenLibraryIsMissingServerAndClientWork(String missing) throws Exception {
        assertThat(call(ServerAndClient.class, missing)).isEqualTo("there");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "commons-pool2",
                "commons-pool2,spring-boot-health,spring-boot-actuator,micrometer-core"
                        + ",micrometer-jakarta9,spring-boot-micrometer"
            })
    void whenPoolIsMissingTheServerWorks(String missing) throws Exception {
        assertThat(call(ServerOnly.class, missing)).isEqualTo("1 server");
    }

    private static Object call(Class<?> application, String missing) throws Exception {
        ClassLoader before = Thread.currentThread().getContextClassLoader();
        try (URLClassLoader loader = new URLClassLoader(
                classPathWithout(List.of(missing.split(","))), ClassLoader.getPlatformClassLoader())) {
            Thread.currentThread().setContextClassLoader(loader);
            return loader.loadClass(application.getName()).getMethod("call").invoke(null);
        } finally {
            Thread.currentThread().setContextClassLoader(before);
        }
    }

    private static URL[] classPathWithout(List<String> missing) throws MalformedURLException {
        List<URL> urls = new ArrayList<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            File file = new File(element);
            if (missing.stream().noneMatch(name -> file.getName().startsWith(name + "-"))) {
                urls.add(file.toURI().toURL());
            }
        }
        return urls.toArray(URL[]::new);
    }

    private static ConfigurableApplicationContext run(Class<?> application) {
        return new SpringApplicationBuilder(application)
                .web(WebApplicationType.NONE)
                .properties(
                        "thrift.server.port=0",
                        "thrift.clients.users.address=localhost:${local.thrift.server.port}",
                        "management.endpoints.web.exposure.include=*")
                .run();
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    public static class ServerOnly {

        public static String call() {
            try (ConfigurableApplicationContext context = run(ServerOnly.class)) {
                assertThat(ClassUtils.isPresent("org.apache.commons.pool2.ObjectPool", null))
                        .isFalse();
                return context.getBean(ThriftServers.class).all().size() + " server";
            }
        }

        @Bean
        @ThriftService
        Users users() {
            return new Users();
        }
    }

    @EnableAutoConfiguration
    @Configuration(proxyBeanMethods = false)
    public static class ServerAndClient {

        public static String call() throws Exception {
            try (ConfigurableApplicationContext context = run(ServerAndClient.class)) {
                return context.getBean(Consumer.class).users().ping("there");
            }
        }

        @Bean
        @ThriftService
        Users handler() {
            return new Users();
        }

        @Bean
        Consumer consumer(@ThriftClient("users") UserService.Iface users) {
            return new Consumer(users);
        }

        record Consumer(UserService.Iface users) {}
    }
}
