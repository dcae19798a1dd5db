package io.thriftboot.migration.armeria;

import io.thriftboot.migration.api.Calculator;
import io.thriftboot.migration.api.DivisionByZero;
import io.thriftboot.spring.ThriftService;
import org.apache.thrift.async.AsyncMethodCallback;

/** A handler after the migration. */
@ThriftService
class CalculatorHandler implements Calculator.AsyncIface {

    @Override
    public void add(int left, int right, AsyncMethodCallback<Integer> callback) {
        callback.onComplete(left + right);
    }

    @Override
    public void divide(int dividend, int divisor, AsyncMethodCallback<Integer> callback) {
        if (divisor == 0) {
            callback.onError(new DivisionByZero(dividend));
        } else {
            callback.onComplete(dividend / divisor);
        }
    }
}
