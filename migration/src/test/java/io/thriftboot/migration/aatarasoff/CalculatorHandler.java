package io.thriftboot.migration.aatarasoff;

import io.thriftboot.migration.api.Calculator;
import io.thriftboot.migration.api.DivisionByZero;
import io.thriftboot.spring.ThriftService;

/** A handler after the migration. */
@ThriftService(server = "calculator")
class CalculatorHandler implements Calculator.Iface {

    @Override
    public int add(int left, int right) {
        return left + right;
    }

    @Override
    public int divide(int dividend, int divisor) throws DivisionByZero {
        if (divisor == 0) {
            throw new DivisionByZero(dividend);
        }
        return dividend / divisor;
    }
}
