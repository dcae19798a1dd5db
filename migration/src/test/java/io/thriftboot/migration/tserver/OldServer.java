package io.thriftboot.migration.tserver;

import io.thriftboot.migration.api.Calculator;
import io.thriftboot.migration.api.Greeter;
import org.apache.thrift.TMultiplexedProcessor;
import org.apache.thrift.server.TServer;
import org.apache.thrift.server.TThreadedSelectorServer;
import org.apache.thrift.transport.TNonblockingServerSocket;

/** A server before the migration. */
class OldServer {

    static TServer create(TNonblockingServerSocket socket) {
        TMultiplexedProcessor processor = new TMultiplexedProcessor();
        processor.registerProcessor("Calculator", new Calculator.Processor<>(new CalculatorHandler()));
        processor.registerProcessor("Greeter", new Greeter.Processor<>(new GreeterHandler()));
        return new TThreadedSelectorServer(new TThreadedSelectorServer.Args(socket)
                .processor(processor)
                .selectorThreads(2)
                .workerThreads(32));
    }
}
