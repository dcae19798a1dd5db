package io.thriftboot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.testapi.EchoService;
import io.thriftboot.testapi.NotFound;
import io.thriftboot.testapi.Refused;
import java.nio.ByteBuffer;
import java.util.Objects;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.junit.jupiter.api.Test;

class MethodDescriptorTests {

    private static MethodDescriptor method(String name) {
        return Objects.requireNonNull(ServiceDescriptor.of(EchoService.class).method(name));
    }

    @Test
    void whenArgumentsArePutInTheyComeOutInTheOrderOfTheIdl() {
        MethodDescriptor add = method("add");

        assertThat(add.argsOf(1L, 2)).isEqualTo(new EchoService.add_args(1, 2));
        assertThat(add.argumentsOf(new EchoService.add_args(1, 2))).containsExactly(1L, 2);
    }

    @Test
    void whenAnArgumentIsNullItIsUnset() {
        MethodDescriptor echo = method("echo");

        assertThat(echo.argsOf((Object) null)).isEqualTo(new EchoService.echo_args());
        assertThat(echo.argumentsOf(new EchoService.echo_args()).get(0)).isNull();
    }

    @Test
    void whenAnArgumentIsBinaryItIsABuffer() {
        MethodDescriptor echoBinary = method("echoBinary");
        ByteBuffer data = ByteBuffer.wrap(new byte[] {1, 2, 3}, 1, 2);

        assertThat(echoBinary.argumentsOf(echoBinary.argsOf(data))).containsExactly(ByteBuffer.wrap(new byte[] {2, 3}));
    }

    @Test
    void whenAValueIsPutIntoAResultItComesOut() throws TException {
        assertThat(method("echo").valueOf(method("echo").resultOf("x"))).isEqualTo("x");
        assertThat(method("add").valueOf(method("add").resultOf(3L))).isEqualTo(3L);
        assertThat(method("nothing").valueOf(method("nothing").resultOf((Object) null)))
                .isNull();
    }

    @Test
    void whenAnExceptionIsDeclaredItTravelsInTheResult() {
        MethodDescriptor find = method("find");
        NotFound notFound = new NotFound(1, "x");

        assertThat(find.exceptions()).containsExactly(NotFound.class, Refused.class);
        assertThatThrownBy(() -> find.valueOf(Objects.requireNonNull(find.resultOf((Throwable) notFound))))
                .isSameAs(notFound);
        assertThat(find.resultOf(new IllegalStateException())).isNull();
        assertThat(method("echo").resultOf((Throwable) notFound)).isNull();
    }

    @Test
    void whenAResultIsEmptyItIsMissing() {
        assertThatThrownBy(() -> method("echo").valueOf(method("echo").newResult()))
                .isInstanceOfSatisfying(TApplicationException.class, ex -> assertThat(ex.getType())
                        .isEqualTo(TApplicationException.MISSING_RESULT))
                .hasMessage("EchoService.echo: the result is empty (expected: a value)");
    }

    @Test
    void whenAMethodIsOnewayThereIsNoResult() {
        MethodDescriptor fire = method("fire");

        assertThat(fire.isOneway()).isTrue();
        assertThat(fire.exceptions()).isEmpty();
        assertThatThrownBy(fire::newResult)
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("EchoService.fire: oneway (expected: a method with a reply)");
    }
}
