package io.thriftboot.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.thriftboot.interop.api.Broken;
import io.thriftboot.interop.api.Bundle;
import io.thriftboot.interop.api.Ending;
import io.thriftboot.interop.api.Everything;
import io.thriftboot.interop.api.Level;
import io.thriftboot.interop.api.Refused;
import io.thriftboot.interop.api.everythingConstants;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.async.AsyncMethodCallback;
import org.apache.thrift.async.TAsyncClientManager;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TCompactProtocol;
import org.apache.thrift.protocol.TJSONProtocol;
import org.apache.thrift.protocol.TProtocolFactory;
import org.apache.thrift.transport.TNonblockingSocket;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Generated asynchronous clients and processors on libthrift's own sockets, client manager and nonblocking server. */
class AsyncEverythingTests {

    static Stream<Arguments> combinations() {
        return Stream.of(new TBinaryProtocol.Factory(), new TCompactProtocol.Factory(), new TJSONProtocol.Factory())
                .flatMap(protocol -> Stream.of(
                        Arguments.of(
                                protocol, new Everything.AsyncProcessor<>(AsyncHandler.of(new EverythingHandler()))),
                        Arguments.of(protocol, new Everything.Processor<>(new EverythingHandler()))));
    }

    @ParameterizedTest
    @MethodSource("combinations")
    void whenCallsAreAsynchronousEachIsAnswered(TProtocolFactory protocol, TProcessor processor) throws Exception {
        try (NonblockingServer server = NonblockingServer.start(processor, protocol);
                Clients clients = Clients.of(protocol, server.port())) {
            Everything.AsyncClient client = clients.connect();
            values(client);
            oneway(client);
            assertThat(client.hasError()).isFalse();
        }
    }

    /** Each with a client of its own, since libthrift's cannot be used again after an exception, even a declared one. */
    @ParameterizedTest
    @MethodSource("combinations")
    void whenAHandlerThrowsTheExceptionArrives(TProtocolFactory protocol, TProcessor processor) throws Exception {
        try (NonblockingServer server = NonblockingServer.start(processor, protocol);
                Clients clients = Clients.of(protocol, server.port())) {
            assertThat(thrown(clients.connect(), Ending.REFUSED)).isEqualTo(new Refused("no", Level.HIGH));
            assertThat(thrown(clients.connect(), Ending.BROKEN)).isEqualTo(new Broken(-1).setDetail("broken"));
            assertThat(thrown(clients.connect(), Ending.UNDECLARED))
                    .isInstanceOfSatisfying(TApplicationException.class, undeclared -> assertThat(undeclared.getType())
                            .isEqualTo(TApplicationException.INTERNAL_ERROR));
        }
    }

    private static void values(Everything.AsyncClient client) throws Exception {
        assertThat(AsyncEverythingTests.<Void>answer(client::nothing)).isNull();
        assertThat(AsyncEverythingTests.<Boolean>answer(callback -> client.echoBool(true, callback)))
                .isTrue();
        assertThat(AsyncEverythingTests.<Long>answer(callback -> client.echoLong(Long.MIN_VALUE, callback)))
                .isEqualTo(Long.MIN_VALUE);
        assertThat(AsyncEverythingTests.<Bundle>answer(
                        callback -> client.echoBundle(everythingConstants.SAMPLE, callback)))
                .isEqualTo(everythingConstants.SAMPLE);
        assertThat(AsyncEverythingTests.<Integer>answer(callback -> client.minus(50, 8, callback)))
                .isEqualTo(42);
    }

    private static void oneway(Everything.AsyncClient client) throws Exception {
        assertThat(AsyncEverythingTests.<Void>answer(callback -> client.note("asynchronous", callback)))
                .isNull();
        assertThat(AsyncEverythingTests.<Boolean>answer(callback -> client.noted("asynchronous", callback)))
                .isTrue();
    }

    private static Throwable thrown(Everything.AsyncClient client, Ending how) {
        return assertThatExceptionOfType(ExecutionException.class)
                .isThrownBy(() -> AsyncEverythingTests.<String>answer(callback -> client.finish(how, "", callback)))
                .actual()
                .getCause();
    }

    private static <T> T answer(Call<T> call) throws Exception {
        Answer<T> answer = new Answer<>();
        call.with(answer);
        return answer.get(10, TimeUnit.SECONDS);
    }

    private interface Call<T> {
        void with(AsyncMethodCallback<T> callback) throws TException;
    }

    private static final class Answer<T> extends CompletableFuture<T> implements AsyncMethodCallback<T> {

        @Override
        public void onComplete(T response) {
            complete(response);
        }

        @Override
        public void onError(Exception exception) {
            completeExceptionally(exception);
        }
    }

    /**
     * Connections of one client manager, which does not close them.
     *
     * @param protocol how values are encoded
     * @param port where the server listens
     * @param manager sends and receives for all of them
     * @param sockets the connections
     */
    private record Clients(
            TProtocolFactory protocol, int port, TAsyncClientManager manager, List<TNonblockingSocket> sockets)
            implements AutoCloseable {

        static Clients of(TProtocolFactory protocol, int port) throws IOException {
            return new Clients(protocol, port, new TAsyncClientManager(), new ArrayList<>());
        }

        Everything.AsyncClient connect() throws Exception {
            TNonblockingSocket socket = new TNonblockingSocket("127.0.0.1", port, 10_000);
            sockets.add(socket);
            return new Everything.AsyncClient(protocol, manager, socket);
        }

        @Override
        public void close() {
            manager.stop();
            sockets.forEach(TNonblockingSocket::close);
        }
    }
}
