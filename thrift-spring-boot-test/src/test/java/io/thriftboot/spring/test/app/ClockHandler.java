package io.thriftboot.spring.test.app;

import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.test.api.ClockService;

/** Stands still. */
@ThriftService
public class ClockHandler implements ClockService.Iface {

    @Override
    public long now() {
        return 42;
    }
}
