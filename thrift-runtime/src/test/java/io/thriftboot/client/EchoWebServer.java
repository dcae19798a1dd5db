package io.thriftboot.client;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.jspecify.annotations.Nullable;

/** A web server around libthrift's processor, as its servlet does it; misbehaves as a test says. */
final class EchoWebServer implements AutoCloseable {

    private static final int SHUTDOWN_SECONDS = 0;

    private final HttpServer server;
    private final TProcessor processor;
    private final boolean secure;
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger requests = new AtomicInteger();
    private final Queue<String> contentTypes = new ConcurrentLinkedQueue<>();
    private volatile Map<String, List<String>> headers = Map.of();
    private volatile WireFormat format = WireFormat.DEFAULT;
    private volatile Answer answer = this::process;

    EchoWebServer(EchoService.Iface handler) {
        this(handler, 0);
    }

    EchoWebServer(EchoService.Iface handler, int port) {
        this(handler, port, null);
    }

    /** A server with TLS. */
    EchoWebServer(EchoService.Iface handler, SSLContext tls) {
        this(handler, 0, tls);
    }

    private EchoWebServer(EchoService.Iface handler, int port, @Nullable SSLContext tls) {
        this.processor = new EchoService.Processor<>(handler);
        this.secure = tls != null;
        try {
            server = create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), tls);
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
        server.setExecutor(threads);
        server.createContext("/thrift", this::handle);
        server.start();
    }

    private static HttpServer create(InetSocketAddress address, @Nullable SSLContext tls) throws IOException {
        if (tls == null) {
            return HttpServer.create(address, 100);
        }
        HttpsServer secure = HttpsServer.create(address, 100);
        secure.setHttpsConfigurator(new HttpsConfigurator(tls));
        return secure;
    }

    /** What the server does with a request. */
    private interface Answer {

        void to(HttpExchange exchange, byte[] body) throws IOException, TException;
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            byte[] body = exchange.getRequestBody().readAllBytes();
            requests.incrementAndGet();
            headers = Map.copyOf(exchange.getRequestHeaders());
            contentTypes.add(exchange.getRequestHeaders().getFirst("Content-Type"));
            answer.to(exchange, body);
        } catch (TException ex) {
            throw new IOException(ex);
        }
    }

    private void process(HttpExchange exchange, byte[] body) throws IOException, TException {
        TMemoryBuffer reply = new TMemoryBuffer(512);
        TProtocol in = format.protocolOver(new TMemoryInputTransport(body));
        processor.process(in, format.protocolOver(reply));
        exchange.getResponseHeaders().set("Content-Type", "application/x-thrift");
        exchange.sendResponseHeaders(200, reply.length() == 0 ? -1 : reply.length());
        exchange.getResponseBody().write(reply.getArray(), 0, reply.length());
    }

    void speak(WireFormat newFormat) {
        format = newFormat;
    }

    void answer(int status) {
        answer = (exchange, body) -> exchange.sendResponseHeaders(status, -1);
    }

    void answer(int status, String text) {
        answer = (exchange, body) -> {
            exchange.sendResponseHeaders(status, 0);
            exchange.getResponseBody().write(text.getBytes(StandardCharsets.UTF_8));
        };
    }

    /** Answers with so many bytes. */
    void grow(int size) {
        answer = (exchange, body) -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(new byte[size]);
        };
    }

    /** Begins an answer, and never ends it. */
    void drip() {
        answer = (exchange, body) -> {
            exchange.sendResponseHeaders(200, 0);
            OutputStream response = exchange.getResponseBody();
            try {
                while (true) {
                    response.write(1);
                    response.flush();
                    Thread.sleep(20);
                }
            } catch (InterruptedException ex) {
                Thread.currentThread().interrupt();
            }
        };
    }

    int requests() {
        return requests.get();
    }

    /** Those of the last request, whose names begin with a capital and go on without. */
    Map<String, List<String>> headers() {
        return headers;
    }

    Queue<String> contentTypes() {
        return contentTypes;
    }

    Endpoint endpoint() {
        InetSocketAddress address = server.getAddress();
        String host = address.getAddress().getHostAddress();
        return secure
                ? Endpoint.https(host, address.getPort(), "/thrift")
                : Endpoint.http(host, address.getPort(), "/thrift");
    }

    @Override
    public void close() {
        server.stop(SHUTDOWN_SECONDS);
        threads.shutdownNow();
    }
}
