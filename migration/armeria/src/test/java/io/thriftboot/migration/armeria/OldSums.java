package io.thriftboot.migration.armeria;

import com.linecorp.armeria.client.thrift.ThriftClients;
import io.thriftboot.migration.api.Calculator;
import org.apache.thrift.TException;

/** A caller before the migration. */
class OldSums {

    private final Calculator.Iface calculator;

    OldSums(String uri) {
        this.calculator = ThriftClients.newClient(uri, Calculator.Iface.class);
    }

    int half(int left, int right) throws TException {
        return calculator.divide(calculator.add(left, right), 2);
    }
}
