package io.thriftboot.server;

import io.thriftboot.client.ClientMode;
import io.thriftboot.client.EndpointSelector;
import io.thriftboot.client.EndpointSupplier;
import io.thriftboot.client.ThriftChannel;
import io.thriftboot.client.ThriftChannelOptions;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.transport.Endpoint;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.util.List;
import java.util.function.UnaryOperator;

/** Our own clients of a test's server. */
final class Channels {

    static final WireFormat HEADER = WireFormat.DEFAULT.with(ThriftProtocol.HEADER, LayeredTransport.FRAMED);

    private Channels() {}

    static ThriftChannel to(TestServer server, WireFormat format, ClientMode mode) {
        return to(server, options -> options.wireFormat(format).mode(mode));
    }

    static ThriftChannel to(TestServer server, UnaryOperator<ThriftChannelOptions.Builder> options) {
        Endpoint endpoint = Endpoint.tcp("127.0.0.1", server.address().getPort());
        return ThriftChannel.create(
                options.apply(ThriftChannelOptions.builder("test")).build(),
                EndpointSupplier.fixed(List.of(endpoint)),
                EndpointSelector.roundRobin(),
                List.of());
    }
}
