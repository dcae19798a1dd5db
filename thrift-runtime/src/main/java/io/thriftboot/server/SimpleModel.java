package io.thriftboot.server;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.server.TSimpleServer;
import org.apache.thrift.transport.TTransportFactory;

/** libthrift's TSimpleServer: one connection at a time. The others wait; meanwhile the one is ended when it is idle. */
final class SimpleModel extends TSimpleServer {

    private final CompletableFuture<Void> started = new CompletableFuture<>();

    private SimpleModel(Args args) {
        super(args);
    }

    static Engine engine(Serving serving, Listener listener) throws IOException {
        WaitingLine line = new WaitingLine(new BlockingListener(listener), serving.threadName("accept"));
        SimpleModel server = new SimpleModel(new Args(line)
                .processorFactory(new ConnectionConfiguration.ProcessorFactory())
                .transportFactory(new TTransportFactory())
                .protocolFactory(new TBinaryProtocol.Factory()));
        server.setServerEventHandler(new ServeEvents(() -> line.server().begin(serving.threadName("call"))));
        return new LibthriftEngine(serving, server, line, server.started);
    }

    @Override
    protected void setServing(boolean value) {
        super.setServing(value);
        if (value) {
            started.complete(null);
        }
    }
}
