package io.thriftboot.client;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.Sockets;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Posts messages to a web server. The connections to it are kept by the JDK's client, in any mode. */
final class HttpConnector implements Connector {

    private final ThriftChannelOptions options;
    private final Endpoint endpoint;
    private final URI uri;
    private @Nullable HttpClient client;

    HttpConnector(ThriftChannelOptions options, Endpoint endpoint) {
        if (options.wireFormat().protocol() == ThriftProtocol.HEADER) {
            throw new IllegalArgumentException(
                    options.name() + ": protocol: header over " + endpoint + " (expected: binary, compact or json)");
        }
        this.options = options;
        this.endpoint = endpoint;
        this.uri = URI.create(endpoint.toString());
    }

    /** Finds out that a web server is there: the JDK's client would only do so with a call. */
    @Override
    public Connection connect(int timeoutMillis) throws IOException {
        if (isReachedDirectly()) {
            Sockets.connect(endpoint, timeoutMillis, options.socket()).close();
        }
        return new HttpConnection(client(), uri, options.wireFormat());
    }

    private boolean isReachedDirectly() {
        ProxySelector selector = ProxySelector.getDefault();
        return selector == null || List.of(Proxy.NO_PROXY).equals(selector.select(uri));
    }

    private synchronized HttpClient client() {
        if (client == null) {
            client = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(options.connectTimeout())
                    .build();
        }
        return client;
    }

    @Override
    public boolean keepsConnections() {
        return true;
    }

    /** Before JDK 21 the client is closed when it is garbage. */
    @Override
    public synchronized void close() {
        if (client != null) {
            shutdown(client);
            client = null;
        }
    }

    private static void shutdown(HttpClient client) {
        try {
            HttpClient.class.getMethod("shutdown").invoke(client);
        } catch (NoSuchMethodException ex) {
            // JDK 17.
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException("the HTTP client cannot be closed", ex);
        }
    }
}
