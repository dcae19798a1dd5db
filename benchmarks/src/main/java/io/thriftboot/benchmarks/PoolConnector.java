package io.thriftboot.benchmarks;

import io.thriftboot.benchmarks.idl.Benchmark;
import org.apache.commons.pool2.BasePooledObjectFactory;
import org.apache.commons.pool2.PooledObject;
import org.apache.commons.pool2.impl.DefaultPooledObject;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.thrift.transport.TTransportException;

/** The hand-written client in a pool of commons-pool2 with its own defaults, but for the number of connections. */
final class PoolConnector implements Connector {

    static final int CONNECTIONS = 16;

    private final GenericObjectPool<Benchmark.Client> pool;

    PoolConnector(int port) {
        pool = new GenericObjectPool<>(new Factory(port));
        pool.setMaxTotal(CONNECTIONS);
        pool.setMaxIdle(CONNECTIONS);
    }

    @Override
    public Call caller(Message message) {
        return () -> {
            Benchmark.Client client = pool.borrowObject();
            message.call(client);
            pool.returnObject(client);
        };
    }

    @Override
    public void close() {
        pool.close();
    }

    private static final class Factory extends BasePooledObjectFactory<Benchmark.Client> {

        private final int port;

        Factory(int port) {
            this.port = port;
        }

        @Override
        public Benchmark.Client create() throws TTransportException {
            return HandWrittenConnector.connect(port);
        }

        @Override
        public PooledObject<Benchmark.Client> wrap(Benchmark.Client client) {
            return new DefaultPooledObject<>(client);
        }

        @Override
        public void destroyObject(PooledObject<Benchmark.Client> pooled) {
            pooled.getObject().getOutputProtocol().getTransport().close();
        }
    }
}
