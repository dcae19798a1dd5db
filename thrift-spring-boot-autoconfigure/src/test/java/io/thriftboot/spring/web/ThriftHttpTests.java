package io.thriftboot.spring.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.thriftboot.ThriftCall;
import io.thriftboot.ThriftContext;
import io.thriftboot.ThriftInvoker;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.ServerStats;
import io.thriftboot.server.ThriftExceptionHandler;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.ThriftTestContexts;
import io.thriftboot.spring.Users;
import io.thriftboot.spring.server.ThriftServerInterceptor;
import io.thriftboot.spring.server.ThriftServers;
import io.thriftboot.spring.testapi.GreetingService;
import io.thriftboot.spring.testapi.UserNotFound;
import io.thriftboot.spring.testapi.UserService;
import java.io.ByteArrayInputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TMessageType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.context.runner.WebApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** What a request over HTTP is answered with. */
class ThriftHttpTests {

    private final WebApplicationContextRunner runner =
            WebContexts.runner().withUserConfiguration(Handler.class).withBean(Peers.class);

    @ParameterizedTest
    @EnumSource(
            value = ThriftProtocol.class,
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenMessageIsPostedTheServersProtocolAnswers(ThriftProtocol protocol) {
        runner.withPropertyValues("thrift.server.protocol=" + protocol).run(context -> {
            HttpCall call = new HttpCall(protocol);
            call.users.send_ping("hello");
            HttpResponse<byte[]> response = call.send(WebContexts.port(context), "/thrift");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.headers().firstValue("Content-Type")).contains("application/x-thrift");
            assertThat(response.headers().firstValueAsLong("Content-Length")).hasValue(response.body().length);
            assertThat(call.users.recv_ping()).isEqualTo("hello");
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = ThriftProtocol.class,
            names = {"HEADER", "AUTO"},
            mode = EnumSource.Mode.EXCLUDE)
    void whenContentTypeNamesAProtocolItIsSpoken(ThriftProtocol protocol) {
        String type = "application/vnd.apache.thrift." + protocol.name().toLowerCase(Locale.ROOT);
        runner.run(context -> {
            HttpCall call = new HttpCall(protocol);
            call.users.send_ping("hello");
            HttpResponse<byte[]> response = call.send(WebContexts.port(context), "/thrift", type + "; charset=utf-8");
            assertThat(response.headers().firstValue("Content-Type").orElseThrow())
                    .startsWith(type);
            assertThat(call.users.recv_ping()).isEqualTo("hello");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "text/plain", "application/json", "application/vnd.apache.thrift.debug"})
    void whenContentTypeIsNoneOfThriftsItIsRefused(String type) {
        runner.run(context -> {
            HttpCall call = HttpCall.binary();
            call.users.send_touch(1);
            HttpResponse<byte[]> response =
                    HttpCall.post(WebContexts.port(context), "/thrift", type, BodyPublishers.ofByteArray(call.bytes()));
            assertThat(response.statusCode()).isEqualTo(415);
            assertThat(text(response)).contains("expected application/x-thrift, application/vnd.apache.thrift.binary");
            assertThat(context.getBean(Handler.class).touched).hasValue(0);
        });
    }

    @Test
    void whenHandlerThrowsTheReplyHasItWithStatus200() {
        runner.withUserConfiguration(Mapping.class).run(context -> {
            HttpCall declared = HttpCall.binary();
            declared.users.send_name(-1);
            assertThat(declared.send(WebContexts.port(context), "/thrift").statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(declared.users::recv_name).isEqualTo(new UserNotFound(-1));
            HttpCall mapped = HttpCall.binary();
            mapped.users.send_name(1000);
            assertThat(mapped.send(WebContexts.port(context), "/thrift").statusCode())
                    .isEqualTo(200);
            assertThatThrownBy(mapped.users::recv_name).isEqualTo(new UserNotFound(1000));
        });
    }

    @Test
    void whenMethodIsUnknownTheReplySaysSo() {
        runner.run(context -> {
            HttpCall call = HttpCall.binary();
            GreetingService.Client greetings = new GreetingService.Client(call.in, call.out);
            greetings.send_greet("nobody");
            assertThat(call.send(WebContexts.port(context), "/thrift").statusCode())
                    .isEqualTo(200);
            assertApplicationException(greetings::recv_greet, TApplicationException.UNKNOWN_METHOD);
        });
    }

    @Test
    void whenMethodIsOnewayTheResponseIsEmpty() {
        runner.run(context -> {
            HttpCall call = HttpCall.binary();
            call.users.send_touch(7);
            HttpResponse<byte[]> response = call.send(WebContexts.port(context), "/thrift");
            assertThat(response.statusCode()).isEqualTo(200);
            assertThat(response.body()).isEmpty();
            assertThat(context.getBean(Handler.class).touched).hasValue(1);
        });
    }

    @Test
    void whenServerHasSeveralServicesDefaultAndMultiplexedOnesAreReached() {
        runner.withUserConfiguration(Greetings.class)
                .withPropertyValues("thrift.server.default-service=UserService")
                .run(context -> {
                    HttpCall byDefault = HttpCall.binary();
                    byDefault.users.send_ping("plain");
                    byDefault.send(WebContexts.port(context), "/thrift");
                    assertThat(byDefault.users.recv_ping()).isEqualTo("plain");
                    HttpCall named = HttpCall.binary();
                    GreetingService.Client greetings =
                            named.multiplexed("GreetingService", GreetingService.Client::new);
                    greetings.send_greet("you");
                    named.send(WebContexts.port(context), "/thrift");
                    assertThat(greetings.recv_greet()).isEqualTo("Hello you");
                });
    }

    @Test
    void whenServerHasInterceptorsTheyKnowTheClientsAddress() {
        runner.run(context -> {
            HttpCall call = HttpCall.binary();
            call.users.send_ping("x");
            call.send(WebContexts.port(context), "/thrift");
            InetSocketAddress peer = context.getBean(Peers.class).seen.get(0);
            assertThat(peer.getAddress()).isEqualTo(InetAddress.getByName("127.0.0.1"));
            assertThat(peer.getPort()).isPositive();
        });
    }

    @Test
    void whenRequestIsNoPostItIsRefused() {
        runner.run(context -> {
            HttpResponse<byte[]> response = HttpCall.get(WebContexts.port(context), "/thrift");
            assertThat(response.statusCode()).isEqualTo(405);
            assertThat(response.headers().firstValue("Allow")).contains("POST");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "not a message at all"})
    void whenBodyIsNoMessageTheStatusIs400(String body) {
        runner.run(context -> {
            HttpResponse<byte[]> response = HttpCall.post(
                    WebContexts.port(context), "/thrift", HttpCall.X_THRIFT, BodyPublishers.ofString(body));
            assertThat(response.statusCode()).isEqualTo(400);
            assertThat(text(response)).isEqualTo("not a Thrift message\n");
            assertThat(stats(context).protocolErrors()).isEqualTo(1);
        });
    }

    @Test
    void whenArgumentsAreCutOffTheReplyIsAProtocolError() {
        runner.run(context -> {
            HttpCall whole = HttpCall.binary();
            whole.users.send_ping("this is cut off");
            byte[] cut = Arrays.copyOf(whole.bytes(), whole.bytes().length - 6);
            HttpResponse<byte[]> response = HttpCall.post(
                    WebContexts.port(context), "/thrift", HttpCall.X_THRIFT, BodyPublishers.ofByteArray(cut));
            assertThat(response.statusCode()).isEqualTo(200);
            HttpCall reader = HttpCall.binary();
            reader.in.getTransport().write(response.body());
            assertThat(reader.in.readMessageBegin().type).isEqualTo(TMessageType.EXCEPTION);
            assertThat(TApplicationException.readFrom(reader.in).getType())
                    .isEqualTo(TApplicationException.PROTOCOL_ERROR);
        });
    }

    @Test
    void whenBodyIsTooLongItIsRefused() {
        runner.withPropertyValues("thrift.server.max-message-size=1000B", "thrift.server.max-frame-size=500B")
                .run(context -> {
                    HttpCall fits = HttpCall.binary();
                    fits.users.send_ping("x".repeat(900));
                    HttpResponse<byte[]> reply = fits.send(WebContexts.port(context), "/thrift");
                    assertThat(reply.statusCode()).isEqualTo(200);
                    assertThat(text(reply)).contains("x".repeat(900));
                    byte[] tooLong = new byte[1001];
                    assertThat(HttpCall.post(
                                            WebContexts.port(context),
                                            "/thrift",
                                            HttpCall.X_THRIFT,
                                            BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(tooLong)))
                                    .statusCode())
                            .as("without a length")
                            .isEqualTo(413);
                    assertThat(stats(context).bytesReceived()).isLessThan(1001);
                });
    }

    @Test
    void whenAnnouncedLengthIsTooLongNothingOfItIsRead() {
        runner.withPropertyValues("thrift.server.max-message-size=1000B").run(context -> {
            try (Socket socket = new Socket("127.0.0.1", WebContexts.port(context))) {
                socket.setSoTimeout(10_000);
                String head = "POST /thrift HTTP/1.1\r\nHost: x\r\nContent-Type: application/x-thrift\r\n"
                        + "Content-Length: 5000000\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                byte[] answer = socket.getInputStream().readNBytes(12);
                assertThat(new String(answer, StandardCharsets.US_ASCII)).isEqualTo("HTTP/1.1 413");
            }
        });
    }

    @Test
    void whenServerIsAlsoCalledByPortItsFiguresAreSums() {
        runner.run(context -> {
            HttpCall call = HttpCall.binary();
            call.users.send_ping("x");
            call.send(WebContexts.port(context), "/thrift");
            try (var channel = ThriftTestContexts.channel(ThriftTestContexts.port(context), false)) {
                channel.client(UserService.Iface.class).ping("y");
            }
            assertThat(stats(context).calls()).isEqualTo(2);
            assertThat(stats(context).connectionsAccepted()).isEqualTo(1);
        });
    }

    private static ServerStats stats(ApplicationContext context) {
        return context.getBean(ThriftServers.class).all().get(0).stats();
    }

    private static String text(HttpResponse<byte[]> response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    private interface Receiving {
        Object receive() throws TException;
    }

    private static void assertApplicationException(Receiving receiving, int type) {
        assertThatThrownBy(receiving::receive)
                .isInstanceOfSatisfying(TApplicationException.class, thrown -> assertThat(thrown.getType())
                        .isEqualTo(type));
    }

    @ThriftService
    static class Handler extends Users {

        @Override
        public String name(long id) throws UserNotFound {
            if (id >= 1000) {
                throw new IllegalArgumentException("no such id");
            }
            return super.name(id);
        }
    }

    @ThriftService
    static class Greetings implements GreetingService.Iface {

        @Override
        public String greet(String name) {
            return "Hello " + name;
        }
    }

    static class Mapping implements ThriftExceptionHandler {

        @Override
        public Throwable handle(ThriftCall call, Throwable thrown) {
            return new UserNotFound((Long) call.arguments().get(0));
        }
    }

    @Order(Ordered.HIGHEST_PRECEDENCE)
    static class Peers implements ThriftServerInterceptor {

        private final List<InetSocketAddress> seen = new CopyOnWriteArrayList<>();

        @Override
        public CompletionStage<Object> intercept(ThriftCall call, ThriftInvoker next) {
            ThriftContext context = call.context();
            seen.add((InetSocketAddress) context.peer());
            return next.invoke(call);
        }
    }
}
