package io.thriftboot.migration.armeria;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.thrift.THttpService;

/** A server before the migration. */
class OldServer {

    static Server start(int port) {
        Server server = Server.builder()
                .http(port)
                .service("/calculator", THttpService.of(new CalculatorHandler()))
                .build();
        server.start().join();
        return server;
    }
}
