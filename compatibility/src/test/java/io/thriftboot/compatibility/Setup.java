package io.thriftboot.compatibility;

import io.thriftboot.Libthrift;
import io.thriftboot.client.ClientMode;
import io.thriftboot.protocol.ThriftProtocol;
import io.thriftboot.server.ServerModel;
import io.thriftboot.transport.LayeredTransport;
import io.thriftboot.transport.WireFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How server and client meet. */
record Setup(ServerModel model, ThriftProtocol protocol, ClientMode mode) {

    private static final List<ThriftProtocol> PROTOCOLS =
            List.of(ThriftProtocol.BINARY, ThriftProtocol.COMPACT, ThriftProtocol.JSON, ThriftProtocol.HEADER);

    /** What needs libthrift 0.23. */
    static final Set<ServerModel> NEED_023 =
            Set.of(ServerModel.NONBLOCKING, ServerModel.HSHA, ServerModel.THREADED_SELECTOR);

    /** Whether the libthrift on the class path is new enough for a model. */
    static boolean works(ServerModel model) {
        return !NEED_023.contains(model) || !Libthrift.version().matches("0\\.2[12]\\..*");
    }

    /** Every server model that works with every protocol, and every way to use connections with the default model. */
    static Stream<Setup> all() {
        return Arrays.stream(ServerModel.values()).filter(Setup::works).flatMap(model -> PROTOCOLS.stream()
                .flatMap(protocol -> modes(model).map(mode -> new Setup(model, protocol, mode))));
    }

    /** libthrift's model simple serves one connection at a time: the next one waits until it is closed. */
    private static Stream<ClientMode> modes(ServerModel model) {
        return model == ServerModel.EVENT_LOOP
                ? Arrays.stream(ClientMode.values())
                : Stream.of(model == ServerModel.SIMPLE ? ClientMode.SHORT : ClientMode.POOLED);
    }

    WireFormat wireFormat() {
        return WireFormat.DEFAULT.with(protocol, LayeredTransport.FRAMED);
    }
}
