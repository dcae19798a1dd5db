package io.thriftboot.spring.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.InterfaceKind;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.spring.AsyncUsers;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.testapi.GreetingService;
import io.thriftboot.spring.testapi.UserNotFound;
import io.thriftboot.spring.testapi.UserService;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.aopalliance.intercept.MethodInterceptor;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodCallback;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.aop.framework.autoproxy.BeanNameAutoProxyCreator;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Lazy;
import org.springframework.context.annotation.Scope;
import org.springframework.context.annotation.ScopedProxyMode;

/** What is exported, under which name, by which server. */
class ThriftServiceTests {

    private final ApplicationContextRunner runner = ThriftTestContexts.runner();

    @Test
    void whenClassIsAnnotatedItsServiceIsExported() {
        runner.withUserConfiguration(AnnotatedUsers.class).run(context -> {
            assertThat(call(context)).isEqualTo("user7");
            try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), true)) {
                UserService.Iface users = channel.client(UserService.Iface.class);
                assertThat(users.ping("inherited")).isEqualTo("inherited");
                assertThatThrownBy(() -> users.name(-1)).isEqualTo(new UserNotFound(-1));
            }
        });
    }

    @Test
    void whenBeanMethodIsAnnotatedItsServiceIsExported() {
        runner.withUserConfiguration(BeanMethod.class)
                .run(context -> assertThat(call(context)).isEqualTo("bean7"));
    }

    @Test
    void whenSuperclassIsAnnotatedTheServiceIsExported() {
        runner.withUserConfiguration(InheritingUsers.class)
                .run(context -> assertThat(call(context)).isEqualTo("user7"));
    }

    @Test
    void whenBeansAreLazyTheServiceIsExported() {
        runner.withUserConfiguration(LazyUsers.class)
                .run(context -> assertThat(call(context)).isEqualTo("user7"));
    }

    @Test
    void whenBeanHasScopedProxyItIsExportedOnce() {
        runner.withUserConfiguration(ScopedUsers.class)
                .run(context -> assertThat(call(context)).isEqualTo("user7"));
    }

    @Test
    void whenBeanIsAsynchronousItsServiceIsExported() {
        runner.withUserConfiguration(AnnotatedAsyncUsers.class).run(context -> {
            assertThat(call(context)).isEqualTo("async7");
            try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                UserService.Iface users = channel.client(UserService.Iface.class);
                assertThatThrownBy(() -> users.name(-1)).isEqualTo(new UserNotFound(-1));
                assertThat(users.ping("inherited")).isEqualTo("inherited");
            }
        });
    }

    @Test
    void whenBeanMethodReturnsAnAsyncIfaceItsServiceIsExported() {
        runner.withUserConfiguration(AsyncBeanMethod.class)
                .run(context -> assertThat(call(context)).isEqualTo("bean7"));
    }

    @Test
    void whenBeanImplementsInterfacesOfDifferentServicesAllAreExported() {
        runner.withUserConfiguration(Mixed.class).run(context -> assertThat(context.getBean(ThriftServers.class)
                        .all()
                        .get(0)
                        .processor()
                        .kinds())
                .isEqualTo(Map.of("UserService", InterfaceKind.ASYNC, "GreetingService", InterfaceKind.SYNC)));
    }

    @Test
    void whenBeanImplementsBothInterfacesOfAServiceTheStartFails() {
        assertFails(
                runner.withUserConfiguration(Both.class),
                "Both' is annotated with @ThriftService, but its class " + Both.class.getName()
                        + " implements Iface and AsyncIface of the service GreetingService");
    }

    @ParameterizedTest
    @CsvSource({"AnnotatedUsers, user7", "AnnotatedAsyncUsers, async7"})
    void whenBeanIsBehindJdkProxyAdviceIsApplied(String bean, String answer) {
        assertAdviceIsApplied(bean, answer, false);
    }

    @ParameterizedTest
    @CsvSource({"AnnotatedUsers, user7", "AnnotatedAsyncUsers, async7"})
    void whenBeanIsBehindCglibProxyAdviceIsApplied(String bean, String answer) {
        assertAdviceIsApplied(bean, answer, true);
    }

    private void assertAdviceIsApplied(String bean, String answer, boolean proxyTargetClass) {
        boolean async = bean.equals("AnnotatedAsyncUsers");
        List<String> advised = new ArrayList<>();
        runner.withUserConfiguration(async ? AnnotatedAsyncUsers.class : AnnotatedUsers.class)
                .withBean("advice", MethodInterceptor.class, () -> invocation -> {
                    advised.add(invocation.getMethod().getName());
                    return invocation.proceed();
                })
                .withBean(BeanNameAutoProxyCreator.class, () -> proxies(proxyTargetClass))
                .run(context -> {
                    assertThat(call(context)).isEqualTo(answer);
                    assertThat(advised).containsExactly("name");
                    Class<?> iface = async ? UserService.AsyncIface.class : UserService.Iface.class;
                    Object handler = context.getBean(iface);
                    assertThat(handler instanceof Users || handler instanceof AsyncUsers)
                            .isEqualTo(proxyTargetClass);
                });
    }

    private static BeanNameAutoProxyCreator proxies(boolean proxyTargetClass) {
        BeanNameAutoProxyCreator creator = new BeanNameAutoProxyCreator();
        creator.setBeanNames("*Users");
        creator.setInterceptorNames("advice");
        creator.setProxyTargetClass(proxyTargetClass);
        return creator;
    }

    @Test
    void whenBeanImplementsSeveralServicesAllAreExported() {
        runner.withUserConfiguration(Several.class).run(context -> {
            assertThat(services(context)).containsExactlyInAnyOrder("UserService", "GreetingService");
            try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                assertThatThrownBy(() -> channel.client(UserService.Iface.class).ping("no default service"))
                        .isInstanceOf(TApplicationException.class);
            }
        });
    }

    @Test
    void whenDefaultServiceIsSetPlainClientsReachIt() {
        runner.withUserConfiguration(Several.class)
                .withPropertyValues("thrift.server.default-service=GreetingService")
                .run(context -> {
                    try (ThriftChannel channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                        assertThat(channel.client(GreetingService.Iface.class).greet("you"))
                                .isEqualTo("Hello you");
                    }
                });
    }

    @Test
    void whenNameIsSetTheServiceIsExportedUnderIt() {
        runner.withUserConfiguration(Named.class)
                .run(context -> assertThat(services(context)).containsExactly("accounts"));
    }

    @Test
    void whenBeanImplementsSeveralServicesANameIsRefused() {
        assertFails(
                runner.withUserConfiguration(SeveralNamed.class),
                "SeveralNamed' has @ThriftService(name = \"one\"), but implements several services");
    }

    @Test
    void whenBeanImplementsNoServiceTheStartFails() {
        assertFails(
                runner.withUserConfiguration(NoService.class),
                "NoService' is annotated with @ThriftService",
                NoService.class.getName() + " implements no Iface or AsyncIface");
    }

    @Test
    void whenTwoBeansExportOneNameTheStartFails() {
        assertFails(
                runner.withUserConfiguration(AnnotatedUsers.class, BeanMethod.class),
                "'default' cannot export two services under the name 'UserService'",
                "AnnotatedUsers' and 'users'");
    }

    @Test
    void whenTwoServersExportOneNameEachHasItsOwn() {
        runner.withUserConfiguration(AnnotatedUsers.class, OnAdminServer.class)
                .withPropertyValues("thrift.servers.admin.port=0")
                .run(context -> {
                    assertThat(call(context)).isEqualTo("user7");
                    int admin = context.getEnvironment()
                            .getRequiredProperty("local.thrift.server.admin.port", Integer.class);
                    assertThat(call(admin)).isEqualTo("admin7");
                });
    }

    @Test
    void whenServerIsNotConfiguredTheStartFailsAndNamesTheKnownOnes() {
        assertFails(
                runner.withUserConfiguration(OnAdminServer.class).withPropertyValues("thrift.servers.other.port=0"),
                "'admin', named by @ThriftService on users, is not configured: thrift.servers.admin.port is not set",
                "default, other");
    }

    @Test
    void whenOnlyNamedServersExportServicesTheDefaultOneIsNotStarted() {
        runner.withUserConfiguration(OnAdminServer.class)
                .withPropertyValues("thrift.servers.admin.port=0")
                .run(context -> {
                    assertThat(context.getEnvironment().getProperty("local.thrift.server.port"))
                            .isNull();
                    assertThat(context.getBean(ThriftServers.class).all())
                            .extracting(ThriftServers.Instance::name)
                            .containsExactly("admin");
                });
    }

    private static void assertFails(ApplicationContextRunner runner, String... parts) {
        runner.run(context -> assertThat(ThriftTestContexts.analysis(context)).contains(parts));
    }

    private static List<String> services(ApplicationContext context) {
        return List.copyOf(context.getBean(ThriftServers.class)
                .all()
                .get(0)
                .processor()
                .services()
                .keySet());
    }

    private static String call(ApplicationContext context) throws TException {
        return call(ThriftTestContexts.port(context));
    }

    private static String call(int port) throws TException {
        try (ThriftChannel channel = ThriftTestContexts.channel(port, true)) {
            return channel.client(UserService.Iface.class).name(7);
        }
    }

    @ThriftService
    static class AnnotatedUsers extends Users {}

    @ThriftService
    static class AnnotatedAsyncUsers extends AsyncUsers {}

    @Configuration(proxyBeanMethods = false)
    static class AsyncBeanMethod {

        @Bean
        @ThriftService
        UserService.AsyncIface users() {
            return new AsyncUsers("bean");
        }
    }

    @ThriftService
    static class Mixed extends AsyncUsers implements GreetingService.Iface {

        @Override
        public String greet(String name) {
            return "Hello " + name;
        }
    }

    @ThriftService
    static class Both extends Several implements GreetingService.AsyncIface {

        @Override
        public void greet(String name, AsyncMethodCallback<String> callback) {
            callback.onComplete(greet(name));
        }
    }

    static class InheritingUsers extends AnnotatedUsers {}

    @Lazy
    @ThriftService
    static class LazyUsers extends Users {}

    @ThriftService
    @Scope(scopeName = "prototype", proxyMode = ScopedProxyMode.TARGET_CLASS)
    static class ScopedUsers extends Users {}

    @ThriftService
    static class Several extends Users implements GreetingService.Iface {

        @Override
        public String greet(String name) {
            return "Hello " + name;
        }
    }

    @ThriftService(name = "one")
    static class SeveralNamed extends Several {}

    @ThriftService(name = "accounts")
    static class Named extends Users {}

    @ThriftService
    static class NoService {}

    @Configuration(proxyBeanMethods = false)
    static class BeanMethod {

        @Bean
        @ThriftService
        UserService.Iface users() {
            return new Users("bean");
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class OnAdminServer {

        @Bean
        @ThriftService(server = "admin")
        UserService.Iface users() {
            return new Users("admin");
        }
    }
}
