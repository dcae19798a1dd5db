package io.thriftboot.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.testapi.BaseService;
import io.thriftboot.spring.testapi.GreetingService;
import io.thriftboot.spring.testapi.UserNotFound;
import io.thriftboot.spring.testapi.UserService;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.LazyInitializationBeanFactoryPostProcessor;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Where clients are injected, what takes their place, and which are refused. */
class ThriftClientTests {

    private static final String SELF = "localhost:${local.thrift.server.port}";

    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withUserConfiguration(Handler.class)
            .withPropertyValues("thrift.clients.users.address=" + SELF);

    @Test
    void whenConstructorFieldSetterAndBeanMethodAskForAClientItIsInjected() {
        runner.withUserConfiguration(
                        ByConstructor.class,
                        ByRecord.class,
                        ByField.class,
                        BySetter.class,
                        BySubclass.class,
                        ByBeanMethod.class)
                .run(context -> {
                    UserService.Iface client = context.getBean(ByConstructor.class).users;
                    assertThat(client.name(1)).isEqualTo("user1");
                    assertThat(client).isSameAs(context.getBean(ByRecord.class).users());
                    assertThat(client)
                            .isSameAs(context.getBean(BySubclass.class).inherited());
                    assertThat(client).isSameAs(context.getBean(ByField.class).users);
                    assertThat(client).isSameAs(context.getBean(BySetter.class).users);
                    assertThat(client)
                            .isSameAs(
                                    context.getBean(ByBeanMethod.Consumer.class).users());
                });
    }

    @Test
    void whenProviderOrOptionalAsksForAClientItIsInjected() {
        runner.withUserConfiguration(ByProvider.class).run(context -> {
            ByProvider consumer = context.getBean(ByProvider.class);
            assertThat(consumer.provider.getObject().name(1)).isEqualTo("user1");
            assertThat(consumer.optional).containsSame(consumer.provider.getObject());
        });
    }

    @Test
    void whenAnnotationIsComposedTheClientIsInjected() {
        runner.withUserConfiguration(ByComposedAnnotation.class).run(context -> assertThat(
                        context.getBean(ByComposedAnnotation.class).users.name(1))
                .isEqualTo("user1"));
    }

    @Test
    void whenClientsAreImportedTheyAreBeans() {
        runner.withUserConfiguration(Importing.class).run(context -> {
            assertThat(context.getBean("thriftClient.users." + UserService.Iface.class.getName()))
                    .isInstanceOf(UserService.Iface.class);
            assertThat(context.getBean("thriftClient.users." + BaseService.Iface.class.getName()))
                    .isInstanceOf(BaseService.Iface.class);
            assertThat(context.getBean(ThriftChannels.class).all()).containsOnlyKeys("users");
        });
    }

    @Test
    void whenTwoClientsHaveOneTypeTheAnnotationDecidesNotTheName() {
        runner.withUserConfiguration(Swapped.class)
                .withPropertyValues("thrift.server.address=127.0.0.1", "thrift.servers.other.port=0")
                .withPropertyValues("thrift.clients.other.address=localhost:${local.thrift.server.other.port}")
                .run(context -> {
                    Swapped swapped = context.getBean(Swapped.class);
                    assertThat(swapped.users.name(1)).isEqualTo("other1");
                    assertThat(swapped.other.name(1)).isEqualTo("user1");
                });
    }

    @Test
    void whenHandlerIsNamedAsTheClientTheClientIsInjected() {
        ThriftTestContexts.runner()
                .withBean("users", AnnotatedUsers.class)
                .withUserConfiguration(ByConstructor.class)
                .withPropertyValues("thrift.clients.users.address=" + SELF)
                .run(context -> {
                    assertThat(context.getBean(ByConstructor.class).users).isNotInstanceOf(Users.class);
                    assertThat(context.getBean(ByConstructor.class).users.name(1))
                            .isEqualTo("user1");
                });
    }

    @Test
    void whenHandlerHasTheSameTypeItStaysInjectable() {
        runner.withUserConfiguration(ByConstructor.class, PlainConsumer.class)
                .run(context ->
                        assertThat(context.getBean(PlainConsumer.class).users).isInstanceOf(Users.class));
    }

    @Test
    void whenBeanHasTheClientsNameAndTypeItTakesItsPlace() {
        Users fake = new Users("fake");
        ThriftTestContexts.runner()
                .withBean("users", UserService.Iface.class, () -> fake)
                .withUserConfiguration(ByConstructor.class)
                .run(context ->
                        assertThat(context.getBean(ByConstructor.class).users).isSameAs(fake));
    }

    @Test
    void whenClientIsUsedAsAKeyNoConnectionIsOpened() {
        runner.withUserConfiguration(ByConstructor.class).run(context -> {
            UserService.Iface client = context.getBean(ByConstructor.class).users;
            Map<Object, String> map = new HashMap<>(Map.of(client, "key"));
            assertThat(map).containsEntry(client, "key");
            assertThat(client).hasToString("users client of UserService");
            assertThat(context.getBean(ThriftChannels.class).all().get("users").stats())
                    .isEmpty();
        });
    }

    @Test
    void whenServerThrowsADeclaredExceptionTheClientThrowsIt() {
        runner.withUserConfiguration(ByConstructor.class).run(context -> assertThatThrownBy(
                        () -> context.getBean(ByConstructor.class).users.name(-1))
                .isEqualTo(new UserNotFound(-1)));
    }

    @Test
    void whenClientIsNotConfiguredTheStartFailsAndNamesTheKnownOnes() {
        assertFails(
                runner.withUserConfiguration(Unknown.class),
                "The Thrift client 'usrs' is not configured: thrift.clients.usrs.address is not set.",
                "use one of the clients that there are: users.");
    }

    @Test
    void whenBeansAreLazyAnUnconfiguredClientStillFailsTheStart() {
        assertFails(
                runner.withUserConfiguration(Unknown.class)
                        .withInitializer(context ->
                                context.addBeanFactoryPostProcessor(new LazyInitializationBeanFactoryPostProcessor())),
                "thrift.clients.usrs.address is not set");
    }

    @Test
    void whenClientIsOfNoGeneratedInterfaceTheStartFails() {
        assertFails(
                runner.withUserConfiguration(WrongType.class),
                "@ThriftClient(\"users\")",
                "asks for a client of java.lang.Runnable",
                "not the Iface or AsyncIface of a service");
        assertFails(
                runner.withUserConfiguration(WrongKind.class),
                "asks for a client of " + TwoKinds.class.getName()
                        + ", which is not the Iface or AsyncIface of a service");
    }

    @Test
    void whenServerIsNotStartedYetItsPlaceholderIsExplained() {
        ThriftTestContexts.runner()
                .withUserConfiguration(ByConstructor.class)
                .withPropertyValues("thrift.clients.users.address=" + SELF)
                .run(context -> assertThatThrownBy(
                                () -> context.getBean(ByConstructor.class).users.name(1))
                        .hasStackTraceContaining("thrift.clients.users.address: " + SELF)
                        .hasStackTraceContaining("known once it has started"));
    }

    @Test
    void whenContextIsClosedItsChannelsAreClosed() {
        UserService.Iface[] client = new UserService.Iface[1];
        runner.withUserConfiguration(ByConstructor.class).run(context -> {
            client[0] = context.getBean(ByConstructor.class).users;
            client[0].name(1);
        });
        assertThatThrownBy(() -> client[0].name(1)).hasMessageContaining("closed");
    }

    private static void assertFails(ApplicationContextRunner runner, String... parts) {
        runner.run(context -> assertThat(ThriftTestContexts.analysis(context)).contains(parts));
    }

    @ThriftService
    static class AnnotatedUsers extends Users {}

    @Configuration(proxyBeanMethods = false)
    static class Handler {

        @Bean
        @ThriftService
        Users handler() {
            return new Users();
        }
    }

    static class ByConstructor {

        private final UserService.Iface users;

        ByConstructor(@ThriftClient("users") UserService.Iface users) {
            this.users = users;
        }
    }

    record ByRecord(@ThriftClient("users") UserService.Iface users) {}

    static class BySubclass extends Base {}

    static class Base {

        @ThriftClient("users")
        private UserService.Iface users;

        UserService.Iface inherited() {
            return users;
        }
    }

    static class ByField {

        @ThriftClient("users")
        private UserService.Iface users;
    }

    static class BySetter {

        private UserService.Iface users;

        @ThriftClient("users")
        void setUsers(UserService.Iface users) {
            this.users = users;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ByBeanMethod {

        @Bean
        Consumer consumer(@ThriftClient("users") UserService.Iface users) {
            return new Consumer(users);
        }

        record Consumer(UserService.Iface users) {}
    }

    static class ByProvider {

        private final ObjectProvider<UserService.Iface> provider;
        private final Optional<UserService.Iface> optional;

        ByProvider(
                @ThriftClient("users") ObjectProvider<UserService.Iface> provider,
                @ThriftClient("users") Optional<UserService.Iface> optional) {
            this.provider = provider;
            this.optional = optional;
        }
    }

    @ThriftClient("users")
    @Retention(RetentionPolicy.RUNTIME)
    @interface UsersClient {}

    static class ByComposedAnnotation {

        @Autowired
        @UsersClient
        private UserService.Iface users;
    }

    @ImportThriftClients(name = "users", types = UserService.class)
    @ImportThriftClients(name = "users", types = BaseService.Iface.class)
    static class Importing {}

    @Configuration(proxyBeanMethods = false)
    static class Swapped {

        @ThriftClient("other")
        private UserService.Iface users;

        @ThriftClient("users")
        private UserService.Iface other;

        @Bean
        @ThriftService(server = "other")
        static Users otherUsers() {
            return new Users("other");
        }
    }

    static class PlainConsumer {

        private final UserService.Iface users;

        PlainConsumer(UserService.Iface users) {
            this.users = users;
        }
    }

    static class Unknown {

        Unknown(@ThriftClient("usrs") GreetingService.Iface greetings) {}
    }

    interface TwoKinds extends UserService.Iface, UserService.AsyncIface {}

    static class WrongKind {

        WrongKind(@ThriftClient("users") TwoKinds users) {}
    }

    static class WrongType {

        WrongType(@ThriftClient("users") Runnable users) {}
    }
}
