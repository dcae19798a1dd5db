package io.thriftboot.server;

import io.thriftboot.testapi.EchoService;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.transport.TMemoryBuffer;
import org.apache.thrift.transport.TTransportException;

/** Clients that call a processor in their own thread, without a connection. */
final class DirectClient {

    private DirectClient() {}

    static EchoService.Client of(ThriftProcessor processor) throws TTransportException {
        TMemoryBuffer replies = new TMemoryBuffer(64);
        TMemoryBuffer requests = new TMemoryBuffer(64) {
            @Override
            public void flush() throws TTransportException {
                try {
                    processor.process(new TBinaryProtocol(this), new TBinaryProtocol(replies));
                } catch (TException ex) {
                    throw new TTransportException(ex);
                }
            }
        };
        return new EchoService.Client(new TBinaryProtocol(replies), new TBinaryProtocol(requests));
    }
}
