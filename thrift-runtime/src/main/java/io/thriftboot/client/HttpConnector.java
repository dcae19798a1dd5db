package io.thriftboot.client;

import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.Sockets;
import io.thriftboot.transport.TlsOptions;
import java.io.IOException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.List;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/** Posts messages to a web server. The connections to it are kept by the JDK's client, in any mode. */
final class HttpConnector implements Connector {

    private final ThriftChannelOptions options;
    private final Endpoint endpoint;
    private final URI uri;
    private @Nullable HttpClient client;
    private @Nullable SSLContext context;

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

    /** The JDK's client has its keys for life: with others there is another client. */
    private synchronized HttpClient client() {
        TlsOptions tls = options.tls();
        SSLContext present = tls == null ? null : tls.context().get();
        if (client == null || context != present) {
            HttpClient.Builder builder = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .connectTimeout(options.connectTimeout());
            if (tls != null && present != null) {
                builder.sslContext(present).sslParameters(tls.parameters());
            }
            close();
            client = builder.build();
            context = present;
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
            // Before JDK 21 there is nothing to call.
        } catch (ReflectiveOperationException ex) {
            throw new IllegalStateException("the HTTP client cannot be closed", ex);
        }
    }
}
