package io.thriftboot.migration.tserver;

import io.thriftboot.migration.api.Calculator;
import org.apache.commons.pool2.impl.GenericObjectPool;
import org.apache.thrift.TException;

/** A caller before the migration. */
class OldSums {

    private final GenericObjectPool<Calculator.Client> pool;

    OldSums(GenericObjectPool<Calculator.Client> pool) {
        this.pool = pool;
    }

    int half(int left, int right) throws Exception {
        Calculator.Client client = pool.borrowObject();
        try {
            int half = client.divide(client.add(left, right), 2);
            pool.returnObject(client);
            return half;
        } catch (TException ex) {
            pool.invalidateObject(client);
            throw ex;
        }
    }
}
