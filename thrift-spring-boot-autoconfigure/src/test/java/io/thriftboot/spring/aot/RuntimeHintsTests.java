package io.thriftboot.spring.aot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.springframework.aot.hint.MemberCategory.INVOKE_PUBLIC_CONSTRUCTORS;
import static org.springframework.aot.hint.MemberCategory.INVOKE_PUBLIC_METHODS;

import io.thriftboot.InterfaceKind;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.consoleapi.NoticeService;
import io.thriftboot.spring.consoleapi.OrderService;
import io.thriftboot.spring.consoleapi.Role;
import io.thriftboot.spring.consoleapi.UserService;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import java.net.http.HttpClient;
import java.util.List;
import java.util.Objects;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.aot.hint.ExecutableHint;
import org.springframework.aot.hint.MemberCategory;
import org.springframework.aot.hint.RuntimeHints;
import org.springframework.aot.hint.TypeHint;
import org.springframework.aot.hint.TypeReference;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;

/**
 * What native images are told. That nothing else is needed shows only in such an image, which takes a GraalVM to build: these
 * tests hold what is told against what the runtime calls by reflection.
 */
class RuntimeHintsTests {

    private static RuntimeHints hints;

    @BeforeAll
    static void processAheadOfTime() {
        TestGenerationContext generation = new TestGenerationContext();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(Application.class, ThriftServerAutoConfiguration.class, ThriftClientAutoConfiguration.class);
        new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        hints = generation.getRuntimeHints();
    }

    @ParameterizedTest
    @ValueSource(classes = {UserService.class, OrderService.class, io.thriftboot.spring.testapi.UserService.class})
    void whenAServiceIsServedOrCalledAllItsClassesAreKnown(Class<?> type) {
        ServiceDescriptor service = ServiceDescriptor.of(type);
        for (Class<?> generated : GeneratedClasses.of(service)) {
            assertThat(RuntimeHintsPredicates.reflection().onType(generated))
                    .as(generated.getName())
                    .accepts(hints);
        }
        for (InterfaceKind kind : List.of(InterfaceKind.SYNC, InterfaceKind.ASYNC)) {
            assertThat(RuntimeHintsPredicates.proxies().forInterfaces(Objects.requireNonNull(service.iface(kind))))
                    .accepts(hints);
        }
    }

    @Test
    void whenServiceIsReadByReflectionItsConstructorsMayBeCalled() {
        assertThat(members(UserService.Processor.class, INVOKE_PUBLIC_CONSTRUCTORS))
                .accepts(hints);
        assertThat(members(UserService.AsyncProcessor.class, INVOKE_PUBLIC_CONSTRUCTORS))
                .accepts(hints);
        assertThat(members(UserService.getUser_args.class, INVOKE_PUBLIC_CONSTRUCTORS))
                .accepts(hints);
        assertThat(members(UserService.getUser_result.class, INVOKE_PUBLIC_CONSTRUCTORS))
                .accepts(hints);
    }

    /** Of interfaces for aspects around handlers, of functions for {@code isIdempotent}, of enums for libthrift. */
    @Test
    void whenMethodsAreCalledByReflectionTheyMayBe() {
        assertThat(members(UserService.Iface.class, INVOKE_PUBLIC_METHODS)).accepts(hints);
        assertThat(members(UserService.AsyncIface.class, INVOKE_PUBLIC_METHODS)).accepts(hints);
        assertThat(members(UserService.Processor.getUser.class, INVOKE_PUBLIC_METHODS))
                .accepts(hints);
        assertThat(members(Role.class, INVOKE_PUBLIC_METHODS)).accepts(hints);
    }

    @Test
    void whenNothingUsesAServiceItsClassesAreNotThere() {
        assertThat(RuntimeHintsPredicates.reflection().onType(NoticeService.class))
                .rejects(hints);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "server.ThriftServerProperties",
                "server.ExecutorProperties",
                "client.ThriftClientProperties",
                "client.ThriftClientProperties$Pool",
                "client.RetryProperties",
                "properties.SocketProperties"
            })
    void whenPropertiesAreBoundTheirClassesAreKnown(String name) {
        assertThat(methods("io.thriftboot.spring." + name)).anyMatch(method -> method.startsWith("set"));
    }

    @Test
    void whenNewerMethodsOfTheJdkAreLookedForTheyAreFound() {
        assertThat(methods(HttpClient.class.getName())).contains("shutdown");
        assertThat(methods(Thread.class.getName())).contains("ofVirtual");
        assertThat(methods("java.lang.Thread$Builder")).contains("name", "factory");
        assertThat(RuntimeHintsPredicates.resource().forResource("META-INF/thrift/any.json"))
                .accepts(hints);
    }

    /** The names of the methods of a type that may be called. */
    private static List<String> methods(String type) {
        TypeHint hint = hints.reflection().getTypeHint(TypeReference.of(type));
        assertThat(hint).as(type).isNotNull();
        return Objects.requireNonNull(hint)
                .methods()
                .map(ExecutableHint::getName)
                .toList();
    }

    private static Predicate<RuntimeHints> members(Class<?> type, MemberCategory category) {
        return RuntimeHintsPredicates.reflection().onType(type).withMemberCategory(category);
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        @ThriftService
        OrderService.Iface orders() {
            return new Orders();
        }

        @Bean
        Object consumer(
                @ThriftClient("users") UserService.Iface users,
                @ThriftClient("others") io.thriftboot.spring.testapi.UserService.AsyncIface others) {
            return new Object();
        }
    }

    static class Orders implements OrderService.Iface {

        @Override
        public long count(String product) {
            return 1;
        }

        @Override
        public long price(String product) {
            return 2;
        }
    }
}
