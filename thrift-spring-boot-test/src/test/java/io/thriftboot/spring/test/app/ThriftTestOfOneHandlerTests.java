package io.thriftboot.spring.test.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.spring.ThriftClient;
import io.thriftboot.spring.test.ThriftTest;
import io.thriftboot.spring.test.api.AdminService;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.ApplicationContext;
import org.springframework.core.env.Environment;

/** The slice with one handler, which a server other than the default one exports. */
@ThriftTest(handlers = AdminHandler.class, properties = "own=1")
class ThriftTestOfOneHandlerTests {

    @ThriftClient("anything")
    private AdminService.Iface admin;

    @Test
    void whenHandlerIsNamedThereIsNoOther(@Autowired ApplicationContext context) {
        assertThat(context.getBeansOfType(AdminHandler.class)).hasSize(1);
        assertThat(context.getBeansOfType(GreetingHandler.class)).isEmpty();
        assertThat(context.getBeansOfType(ClockHandler.class)).isEmpty();
    }

    @Test
    void whenThereIsOneServerEveryClientCallsIt() throws TException {
        assertThat(admin.version()).isEqualTo("1");
    }

    @Test
    void whenPropertiesAreGivenTheyAreSet(@Autowired Environment environment) {
        assertThat(environment.getProperty("own")).isEqualTo("1");
    }
}
