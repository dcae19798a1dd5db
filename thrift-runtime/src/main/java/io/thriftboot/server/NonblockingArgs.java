package io.thriftboot.server;

import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.server.AbstractNonblockingServer.AbstractNonblockingServerArgs;
import org.apache.thrift.transport.TTransportFactory;

/** What libthrift's non-blocking servers are made from, the same for each of them. */
final class NonblockingArgs {

    private NonblockingArgs() {}

    static <T extends AbstractNonblockingServerArgs<T>> T configure(T args) {
        // Memory grows as bytes arrive; where libthrift waits for others to free theirs, it may wait for ever.
        args.maxReadBufferBytes = Long.MAX_VALUE;
        return args.processorFactory(new ConnectionConfiguration.ProcessorFactory())
                .transportFactory(new TTransportFactory())
                .protocolFactory(new TBinaryProtocol.Factory());
    }
}
