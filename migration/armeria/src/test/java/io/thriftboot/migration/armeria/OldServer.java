package io.thriftboot.migration.armeria;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.thrift.THttpService;
import java.net.InetSocketAddress;

/** A server before the migration. */
class OldServer {

    static Server start(InetSocketAddress address) {
        Server server = Server.builder()
                .http(address)
                .service("/calculator", THttpService.of(new CalculatorHandler()))
                .build();
        server.start().join();
        return server;
    }
}
