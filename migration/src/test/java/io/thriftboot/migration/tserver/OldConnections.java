package io.thriftboot.migration.tserver;

import io.thriftboot.migration.api.Calculator;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TMultiplexedProtocol;
import org.apache.thrift.transport.TSocket;
import org.apache.thrift.transport.TTransport;
import org.apache.thrift.transport.TTransportException;
import org.apache.thrift.transport.layered.TFramedTransport;

/** What the pool of a client held before the migration. */
class OldConnections extends BasePooledObjectFactory<Calculator.Client> {

    private final String host;
    private final int port;

    OldConnections(String host, int port) {
        this.host = host;
        this.port = port;
    }

    @Override
    public Calculator.Client create() throws TTransportException {
        TTransport transport = new TFramedTransport(new TSocket(new TConfiguration(), host, port, 3000));
        transport.open();
        return new Calculator.Client(new TMultiplexedProtocol(new TBinaryProtocol(transport), "Calculator"));
    }

    @Override
    public PooledObject<Calculator.Client> wrap(Calculator.Client client) {
        return new DefaultPooledObject<>(client);
    }

    @Override
    public void destroyObject(PooledObject<Calculator.Client> pooled) {
        pooled.getObject().getOutputProtocol().getTransport().close();
    }
}
