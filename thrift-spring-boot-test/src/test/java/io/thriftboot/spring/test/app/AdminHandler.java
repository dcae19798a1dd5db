package io.thriftboot.spring.test.app;

import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.test.api.AdminService;

/** Exported by another server. */
@ThriftService(server = "admin")
public class AdminHandler implements AdminService.Iface {

    @Override
    public String version() {
        return "1";
    }
}
