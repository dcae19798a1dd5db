package io.thriftboot.spring.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.thriftboot.spring.AsyncUsers;
import io.thriftboot.spring.ImportThriftClients;
import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.testapi.UserNotFound;
import io.thriftboot.spring.testapi.UserService;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TException;
import org.apache.thrift.async.AsyncMethodFutureAdapter;
import org.junit.jupiter.api.Test;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Clients of {@code AsyncIface} as beans. */
class ThriftAsyncClientTests {

    private final ApplicationContextRunner runner = ThriftTestContexts.runner()
            .withUserConfiguration(Handler.class)
            .withPropertyValues("thrift.clients.users.address=localhost:${local.thrift.server.port}");

    private static CompletableFuture<String> name(UserService.AsyncIface client, long id) {
        AsyncMethodFutureAdapter<String> result = AsyncMethodFutureAdapter.create();
        try {
            client.name(id, result);
        } catch (TException ex) {
            throw new AssertionError("thrown instead of handed to the callback", ex);
        }
        return result.getFuture();
    }

    @Test
    void whenConstructorFieldSetterAndBeanMethodAskForAnAsyncClientItIsInjected() {
        runner.withUserConfiguration(ByConstructor.class, ByField.class, BySetter.class, ByBeanMethod.class)
                .run(context -> {
                    UserService.AsyncIface client = context.getBean(ByConstructor.class).users;
                    assertThat(name(client, 1).get(10, TimeUnit.SECONDS)).isEqualTo("async1");
                    assertThatThrownBy(() -> name(client, -1).get(10, TimeUnit.SECONDS))
                            .hasCause(new UserNotFound(-1));
                    assertThat(client).isSameAs(context.getBean(ByField.class).users);
                    assertThat(client).isSameAs(context.getBean(BySetter.class).users);
                    assertThat(client)
                            .isSameAs(
                                    context.getBean(ByBeanMethod.Consumer.class).users());
                });
    }

    @Test
    void whenBothInterfacesAreAskedForTheyShareTheChannel() {
        runner.withUserConfiguration(ByConstructor.class, Sync.class).run(context -> {
            name(context.getBean(ByConstructor.class).users, 1).get(10, TimeUnit.SECONDS);
            assertThat(context.getBean(Sync.class).users.name(2)).isEqualTo("async2");

            assertThat(context.getBean(ThriftChannels.class)
                            .all()
                            .get("users")
                            .stats()
                            .values())
                    .singleElement()
                    .satisfies(pool -> assertThat(pool.created()).isEqualTo(1));
        });
    }

    @Test
    void whenTheHandlerHasTheSameTypeItStaysInjectable() {
        runner.withUserConfiguration(ByConstructor.class, Plain.class)
                .run(context -> assertThat(context.getBean(Plain.class).users).isInstanceOf(AsyncUsers.class));
    }

    @Test
    void whenAsyncClientsAreImportedTheyAreBeans() {
        runner.withUserConfiguration(Importing.class).run(context -> assertThat(
                        context.getBean("thriftClient.users." + UserService.AsyncIface.class.getName()))
                .isInstanceOf(UserService.AsyncIface.class));
    }

    /** The client has a name of its own, since threads are told apart by it and other tests' contexts may be cached. */
    @Test
    void whenTheContextIsClosedPendingCallsFailAndThreadsEnd() {
        AsyncMethodFutureAdapter<String> pending = AsyncMethodFutureAdapter.create();
        runner.withUserConfiguration(Leaving.class)
                .withPropertyValues(
                        "thrift.clients.leaving.address=localhost:${local.thrift.server.port}",
                        "thrift.server.shutdown.grace-period=100ms")
                .run(context -> {
                    context.getBean(Leaving.class).users.ping("wait", pending);
                    assertThat(context.getBean(AsyncUsers.class).users().entered.await(10, TimeUnit.SECONDS))
                            .isTrue();
                    assertThat(threads()).isNotEmpty();
                });

        assertThatThrownBy(() -> pending.getFuture().get(10, TimeUnit.SECONDS)).hasCauseInstanceOf(TException.class);
        await().untilAsserted(() -> assertThat(threads()).isEmpty());
    }

    private static List<String> threads() {
        return Thread.getAllStackTraces().keySet().stream()
                .map(Thread::getName)
                .filter(name -> name.startsWith("thrift-client-leaving"))
                .toList();
    }

    @Configuration(proxyBeanMethods = false)
    static class Handler {

        @Bean
        @ThriftService
        AsyncUsers handler() {
            return new AsyncUsers();
        }
    }

    static class ByConstructor {

        private final UserService.AsyncIface users;

        ByConstructor(@ThriftClient("users") UserService.AsyncIface users) {
            this.users = users;
        }
    }

    static class Leaving {

        private final UserService.AsyncIface users;

        Leaving(@ThriftClient("leaving") UserService.AsyncIface users) {
            this.users = users;
        }
    }

    static class ByField {

        @ThriftClient("users")
        private UserService.AsyncIface users;
    }

    static class BySetter {

        private UserService.AsyncIface users;

        @ThriftClient("users")
        void setUsers(UserService.AsyncIface users) {
            this.users = users;
        }
    }

    @Configuration(proxyBeanMethods = false)
    static class ByBeanMethod {

        @Bean
        Consumer consumer(@ThriftClient("users") UserService.AsyncIface users) {
            return new Consumer(users);
        }

        record Consumer(UserService.AsyncIface users) {}
    }

    static class Sync {

        private final UserService.Iface users;

        Sync(@ThriftClient("users") UserService.Iface users) {
            this.users = users;
        }
    }

    static class Plain {

        private final UserService.AsyncIface users;

        Plain(UserService.AsyncIface users) {
            this.users = users;
        }
    }

    @ImportThriftClients(name = "users", types = UserService.AsyncIface.class)
    static class Importing {}
}
