package io.thriftboot.spring.client;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.testapi.UserService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodFutureAdapter;
import org.junit.jupiter.api.Test;
import org.springframework.aot.hint.predicate.RuntimeHintsPredicates;
import org.springframework.aot.test.generate.TestGenerationContext;
import org.springframework.boot.test.util.TestPropertyValues;
import org.springframework.context.ApplicationContextInitializer;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.aot.ApplicationContextAotGenerator;
import org.springframework.context.support.GenericApplicationContext;
import org.springframework.core.test.tools.CompileWithForkedClassLoader;
import org.springframework.core.test.tools.Compiled;
import org.springframework.core.test.tools.TestCompiler;

/** A context with a server and a client, processed ahead of time and run from what was generated. */
class ThriftClientAotTests {

    @Test
    @CompileWithForkedClassLoader
    void whenContextIsProcessedAheadOfTimeItsServerAndClientsWork() {
        TestGenerationContext generation = new TestGenerationContext();
        AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
        context.register(Application.class, ThriftServerAutoConfiguration.class, ThriftClientAutoConfiguration.class);
        var initializer = new ApplicationContextAotGenerator().processAheadOfTime(context, generation);
        generation.writeGeneratedContent();
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(UserService.Iface.class))
                .accepts(generation.getRuntimeHints());
        assertThat(RuntimeHintsPredicates.proxies().forInterfaces(UserService.AsyncIface.class))
                .accepts(generation.getRuntimeHints());
        TestCompiler.forSystem().with(generation).compile(compiled -> run(compiled, initializer.canonicalName()));
    }

    private static void run(Compiled compiled, String initializer) {
        try (GenericApplicationContext context = new GenericApplicationContext()) {
            TestPropertyValues.of(
                            "thrift.server.port=0",
                            "thrift.clients.users.address=localhost:${local.thrift.server.port}")
                    .applyTo(context);
            instance(compiled, initializer).initialize(context);
            context.refresh();
            assertThat(context.getBeanNamesForType(ThriftClientRegistrar.class)).isEmpty();
            Consumer consumer = context.getBean(Consumer.class);
            assertThat(consumer.client().ping("ahead")).isEqualTo("ahead");
            AsyncMethodFutureAdapter<String> result = AsyncMethodFutureAdapter.create();
            consumer.async().ping("async", result);
            assertThat(result.getFuture().get(10, TimeUnit.SECONDS)).isEqualTo("async");
            assertThat(consumer.handler()).isInstanceOf(Users.class);
            assertThat(ThriftTestContexts.port(context)).isPositive();
        } catch (TException | InterruptedException | ExecutionException | TimeoutException ex) {
            throw new AssertionError(ex);
        }
    }

    @SuppressWarnings("unchecked")
    private static ApplicationContextInitializer<GenericApplicationContext> instance(Compiled compiled, String name) {
        return compiled.getInstance(ApplicationContextInitializer.class, name);
    }

    @Configuration(proxyBeanMethods = false)
    static class Application {

        @Bean
        @ThriftService
        Users users() {
            return new Users();
        }

        @Bean
        Consumer consumer(
                @ThriftClient("users") UserService.Iface client,
                @ThriftClient("users") UserService.AsyncIface async,
                UserService.Iface handler) {
            return new Consumer(client, async, handler);
        }
    }

    record Consumer(UserService.Iface client, UserService.AsyncIface async, UserService.Iface handler) {}
}
