package io.thriftboot.benchmarks;

import com.linecorp.armeria.client.thrift.ThriftClients;
import io.thriftboot.benchmarks.idl.Benchmark;

/** The process of Armeria's client, one for all callers: the binary protocol over HTTP/2. */
final class ArmeriaClient implements Connector {

    private final Benchmark.Iface client;

    private ArmeriaClient(int port) {
        client = ThriftClients.builder("tbinary+h2c://127.0.0.1:" + port + ArmeriaServer.PATH)
                .responseTimeoutMillis(20_000)
                .build(Benchmark.Iface.class);
    }

    public static void main(String[] arguments) throws Exception {
        Arguments options = new Arguments(arguments);
        int port = options.number("port", 0);
        options.refuseOthers();
        ClientMain.answer(() -> new ArmeriaClient(port));
    }

    @Override
    public Call caller(Message message) {
        return () -> message.call(client);
    }

    /** Connections belong to Armeria's default factory, which lives as long as the process. */
    @Override
    public void close() {}
}
