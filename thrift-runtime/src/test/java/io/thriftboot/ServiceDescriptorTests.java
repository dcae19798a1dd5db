package io.thriftboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.testapi.BaseService;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.OtherService;
import java.lang.reflect.Proxy;
import java.util.List;
import org.apache.thrift.async.AsyncMethodCallback;
import org.apache.thrift.async.AsyncMethodFutureAdapter;
import org.junit.jupiter.api.Test;

class ServiceDescriptorTests {

    private final ServiceDescriptor echo = ServiceDescriptor.of(EchoService.class);

    @Test
    void whenReadFromTheClassOrAnInterfaceItIsTheSameService() {
        for (Class<?> type : List.of(
                EchoService.class,
                EchoService.Iface.class,
                EchoService.AsyncIface.class,
                EchoService.FutureIface.class)) {
            ServiceDescriptor service = ServiceDescriptor.of(type);

            assertThat(service.name()).isEqualTo("EchoService");
            assertThat(service.type()).isEqualTo(EchoService.class);
            assertThat(service.iface()).isEqualTo(EchoService.Iface.class);
        }
    }

    @Test
    void whenGeneratedItKnowsAllInterfacesAndTheirMethods() throws Exception {
        MethodDescriptor ping = echo.method("ping");

        assertThat(echo.iface(InterfaceKind.ASYNC)).isEqualTo(EchoService.AsyncIface.class);
        assertThat(echo.iface(InterfaceKind.FUTURE)).isEqualTo(EchoService.FutureIface.class);
        assertThat(ping).isNotNull();
        assertThat(ping.javaMethod(InterfaceKind.SYNC)).isEqualTo(ping.javaMethod());
        assertThat(ping.javaMethod(InterfaceKind.ASYNC))
                .isEqualTo(BaseService.AsyncIface.class.getMethod("ping", String.class, AsyncMethodCallback.class));
        assertThat(ping.javaMethod(InterfaceKind.FUTURE))
                .isEqualTo(BaseService.FutureIface.class.getMethod("ping", String.class));
    }

    @Test
    void whenAnInterfaceIsNotGeneratedThereIsNone() {
        ServiceDescriptor camel = ServiceDescriptor.of(CamelService.class);
        MethodDescriptor method = camel.method("get_it");

        assertThat(camel.iface(InterfaceKind.ASYNC)).isNull();
        assertThat(method).isNotNull();
        assertThat(method.javaMethod(InterfaceKind.ASYNC)).isNull();
        assertThatThrownBy(() -> method.start(new Object(), method.newArgs(), AsyncMethodFutureAdapter.create()))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("CamelService.get_it: not asynchronous (expected: a service with an AsyncIface)");
    }

    @Test
    void whenAHandlerIsAskedForItsKindsItHasThoseItImplements() {
        assertThat(echo.kindsOf(EchoService.AsyncClient.class)).containsExactly(InterfaceKind.ASYNC);
        assertThat(echo.kindsOf(EchoService.FutureClient.class)).containsExactly(InterfaceKind.FUTURE);
        assertThat(echo.kindsOf(EchoService.Client.class)).containsExactly(InterfaceKind.SYNC);
        assertThat(echo.kindsOf(BaseService.Client.class)).isEmpty();
    }

    @Test
    void whenAServiceExtendsAnotherItHasItsMethodsUnderItsOwnName() throws Exception {
        MethodDescriptor ping = echo.method("ping");

        assertThat(ping).isNotNull().hasToString("EchoService.ping");
        assertThat(ping.serviceName()).isEqualTo("EchoService");
        assertThat(ping.multiplexedName()).isEqualTo("EchoService:ping");
        assertThat(echo.method(BaseService.Iface.class.getMethod("ping", String.class)))
                .isSameAs(ping);
        assertThat(echo.methods()).containsKeys("ping", "echo", "fire").hasSize(14);
        assertThat(ServiceDescriptor.of(BaseService.class).methods()).containsOnlyKeys("ping");
    }

    @Test
    void whenAMethodIsUnknownThereIsNone() throws Exception {
        assertThat(echo.method("size")).isNull();
        assertThat(echo.method(Object.class.getMethod("toString"))).isNull();
    }

    @Test
    void whenTheTypeIsNotGeneratedItIsRefused() {
        for (Class<?> type : List.of(String.class, Runnable.class, Nested.Iface.class, EchoService.Client.class)) {
            assertThatThrownBy(() -> ServiceDescriptor.of(type))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(type.getName() + ": not a Thrift service (expected: a class that the Thrift compiler"
                            + " generated, with a nested Iface and Processor)");
        }
    }

    @Test
    void whenMethodNamesAreInFullCamelCaseTheirWireNamesStay() throws Exception {
        MethodDescriptor method = ServiceDescriptor.of(CamelService.class).method("get_it");

        assertThat(method).isNotNull();
        assertThat(method.name()).isEqualTo("get_it");
        assertThat(method.javaMethod()).isEqualTo(CamelService.Iface.class.getMethod("getIt", String.class));
    }

    @Test
    void whenAHandlerIsAskedForItsServicesTheMostDerivedCount() {
        assertThat(implementedBy(EchoService.Iface.class)).containsExactly("EchoService");
        assertThat(implementedBy(EchoService.Iface.class, BaseService.Iface.class))
                .containsExactly("EchoService");
        assertThat(implementedBy(EchoService.Iface.class, OtherService.Iface.class))
                .containsExactlyInAnyOrder("EchoService", "OtherService");
        assertThat(implementedBy(EchoService.AsyncIface.class, BaseService.AsyncIface.class))
                .containsExactly("EchoService");
        assertThat(implementedBy(EchoService.AsyncIface.class, EchoService.Iface.class))
                .containsExactly("EchoService");
        assertThat(implementedBy(EchoService.FutureIface.class, OtherService.AsyncIface.class))
                .containsExactlyInAnyOrder("EchoService", "OtherService");
        assertThat(implementedBy(Runnable.class)).isEmpty();
    }

    private static List<String> implementedBy(Class<?>... interfaces) {
        Object handler = Proxy.newProxyInstance(
                ServiceDescriptorTests.class.getClassLoader(), interfaces, (proxy, method, arguments) -> null);
        return ServiceDescriptor.implementedBy(handler.getClass()).stream()
                .map(ServiceDescriptor::name)
                .toList();
    }

    /** Looks generated, but has no processor. */
    static final class Nested {

        interface Iface {}
    }
}
