package io.thriftboot.migration.tserver;

import io.thriftboot.migration.api.Calculator;
import io.thriftboot.spring.ThriftClient;
import org.apache.thrift.TException;
import org.springframework.stereotype.Component;

/** A caller after the migration. */
@Component
class Sums {

    private final Calculator.Iface calculator;

    Sums(@ThriftClient("calculator") Calculator.Iface calculator) {
        this.calculator = calculator;
    }

    int half(int left, int right) throws TException {
        return calculator.divide(calculator.add(left, right), 2);
    }
}
