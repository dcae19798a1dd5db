package io.thriftboot.spring.web;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.spring.testapi.UserService;
import io.thriftboot.transport.WireFormat;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.Arrays;
import java.util.function.BiFunction;
import org.apache.thrift.TException;
import org.apache.thrift.TServiceClient;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.TMemoryBuffer;

/** One call over HTTP, step by step: what Apache's generated client wrote, the request, and where it reads the reply. */
final class HttpCall {

    static final String X_THRIFT = "application/x-thrift";

    private static final HttpClient CLIENT =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final TMemoryBuffer request;
    private final TMemoryBuffer reply;
    final TProtocol out;
    final TProtocol in;
    final UserService.Client users;

    HttpCall(ThriftProtocol protocol) throws TException {
        request = new TMemoryBuffer(100);
        reply = new TMemoryBuffer(100);
        out = protocol.over(request, WireFormat.DEFAULT.limits(), true);
        in = protocol.over(reply, WireFormat.DEFAULT.limits(), true);
        users = new UserService.Client(in, out);
    }

    static HttpCall binary() throws TException {
        return new HttpCall(ThriftProtocol.BINARY);
    }

    /** A client whose messages carry the name of a service. */
    <C extends TServiceClient> C multiplexed(String service, BiFunction<TProtocol, TProtocol, C> of) {
        return of.apply(in, new TMultiplexedProtocol(out, service));
    }

    byte[] bytes() {
        return Arrays.copyOf(request.getArray(), request.length());
    }

    /** Sends what the client has written, and gives it the reply. */
    HttpResponse<byte[]> send(int port, String path) throws IOException, InterruptedException, TException {
        return send(port, path, X_THRIFT);
    }

    HttpResponse<byte[]> send(int port, String path, String contentType)
            throws IOException, InterruptedException, TException {
        HttpResponse<byte[]> response = post(port, path, contentType, HttpRequest.BodyPublishers.ofByteArray(bytes()));
        reply.write(response.body());
        return response;
    }

    static HttpResponse<byte[]> post(int port, String path, String contentType, HttpRequest.BodyPublisher body)
            throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .POST(body);
        if (!contentType.isEmpty()) {
            request.header("Content-Type", contentType);
        }
        return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    static HttpResponse<byte[]> get(int port, String path) throws IOException, InterruptedException {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
    }
}
