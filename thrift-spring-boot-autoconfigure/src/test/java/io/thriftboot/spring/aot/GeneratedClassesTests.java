package io.thriftboot.spring.aot;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.spring.consoleapi.Address;
import io.thriftboot.spring.consoleapi.Contact;
import io.thriftboot.spring.consoleapi.OrderService;
import io.thriftboot.spring.consoleapi.Role;
import io.thriftboot.spring.consoleapi.User;
import io.thriftboot.spring.consoleapi.UserNotFound;
import io.thriftboot.spring.consoleapi.UserService;
import io.thriftboot.spring.testapi.BaseService;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Which classes belong to a service. */
class GeneratedClassesTests {

    private final Set<Class<?>> classes = GeneratedClasses.of(ServiceDescriptor.of(UserService.class));

    @Test
    void whenServiceIsReadItsInterfacesProcessorsAndStructsAreThere() {
        assertThat(classes)
                .contains(
                        UserService.class,
                        UserService.Iface.class,
                        UserService.AsyncIface.class,
                        UserService.Processor.class,
                        UserService.Processor.getUser.class,
                        UserService.AsyncProcessor.class,
                        UserService.AsyncProcessor.forget.class,
                        UserService.getUser_args.class,
                        UserService.getUser_args._Fields.class,
                        UserService.getUser_result.class,
                        UserService.forget_args.class);
    }

    @Test
    void whenMethodsUseTypesTheyAreThereAndWhatTheyUse() {
        assertThat(classes)
                .contains(User.class, User._Fields.class, UserNotFound.class)
                .as("in a field")
                .contains(Role.class)
                .as("in a field that is a union, and in the union")
                .contains(Contact.class, Contact._Fields.class, Address.class);
    }

    @Test
    void whenTypesAreNotUsedTheyAreNotThere() {
        assertThat(classes).doesNotContain(OrderService.class, OrderService.Iface.class, Object.class, String.class);
        assertThat(classes).noneMatch(type -> type.getName().startsWith("org.apache.thrift."));
    }

    @Test
    void whenServiceExtendsAnotherTheParentsClassesAreThere() {
        assertThat(GeneratedClasses.of(ServiceDescriptor.of(io.thriftboot.spring.testapi.UserService.class)))
                .contains(BaseService.class, BaseService.Iface.class, BaseService.Processor.ping.class)
                .contains(BaseService.ping_result.class, io.thriftboot.spring.testapi.UserNotFound.class);
    }
}
