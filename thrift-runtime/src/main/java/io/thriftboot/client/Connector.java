package io.thriftboot.client;

import io.thriftboot.transport.Endpoint;
import java.io.IOException;

/** Opens the connections to one endpoint. */
interface Connector {

    static Connector of(ThriftChannelOptions options, Endpoint endpoint) {
        return endpoint.isHttp() ? new HttpConnector(options, endpoint) : new SocketConnector(options, endpoint);
    }

    /**
     * Connects within {@code timeoutMillis}, at least 1.
     *
     * @throws java.net.SocketTimeoutException if nobody answered in time
     * @throws IOException if the server cannot be reached
     */
    Connection connect(int timeoutMillis) throws IOException;

    /** Whether a connection is worth keeping for the next call. */
    boolean keepsConnections();

    /** Gives back what its connections share, once they are closed. */
    void close();

    /**
     * Opens sockets.
     *
     * @param options of the channel
     * @param endpoint where the server listens
     */
    record SocketConnector(ThriftChannelOptions options, Endpoint endpoint) implements Connector {

        @Override
        public Connection connect(int timeoutMillis) throws IOException {
            ClientSocket socket = ClientSocket.connect(
                    endpoint,
                    timeoutMillis,
                    options.socket(),
                    options.tls(),
                    options.wireFormat().limits().toConfiguration());
            return new SocketConnection(socket, options.wireFormat());
        }

        @Override
        public boolean keepsConnections() {
            return options.mode() != ClientMode.SHORT;
        }

        @Override
        public void close() {}
    }
}
