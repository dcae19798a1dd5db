package io.thriftboot.spring.test.app;

import static io.thriftboot.test.ThriftAssertions.assertThatCall;
import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.BDDMockito.given;

import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.test.ThriftTest;
import io.thriftboot.spring.test.api.ClockService;
import io.thriftboot.spring.test.api.GreetingService;
import io.thriftboot.spring.test.api.NotAllowed;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.test.context.bean.override.mockito.MockitoBean;

/** The slice with all handlers. */
@ThriftTest
class ThriftTestTests {

    @ThriftClient("test")
    private GreetingService.Iface greetings;

    @ThriftClient("test")
    private ClockService.Iface clock;

    @MockitoBean
    private Phrases phrases;

    @Autowired
    private ApplicationContext context;

    @Test
    void whenHandlerNeedsABeanTheTestGivesIt() throws TException {
        given(phrases.hello()).willReturn("Moin, ");
        assertThat(greetings.greet("Ann")).isEqualTo("Moin, Ann");
        assertThat(clock.now()).isEqualTo(42);
    }

    @Test
    void whenHandlerThrowsTheClientGetsTheException() {
        assertThatCall(() -> greetings.greet("")).isDeclaredException(new NotAllowed(""));
    }

    @Test
    void whenContextIsASliceItHasHandlersAndWhatIsAroundThem() throws TException {
        assertThat(context.getBeansOfType(Welcome.class)).isEmpty();
        assertThat(context.getBeansOfType(AdminHandler.class)).hasSize(1);
        int before = context.getBean(CountingInterceptor.class).calls();
        clock.now();
        assertThat(context.getBean(CountingInterceptor.class).calls()).isEqualTo(before + 1);
    }

    @Test
    void whenServersAreInMemoryNoPortIsBound() {
        assertThat(context.getBean(ThriftServers.class).all()).hasSize(2).allSatisfy(server -> {
            assertThat(server.port()).isEqualTo(-1);
            assertThat(server.address()).startsWith("memory:test-").endsWith(server.name());
        });
        assertThat(context.getEnvironment().getProperty("local.thrift.server.port"))
                .isNull();
    }
}
