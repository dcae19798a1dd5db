package io.thriftboot.server;

import io.thriftboot.testapi.OtherService;

/** A second service on the same port, with a method of the same name. */
final class OtherHandler implements OtherService.Iface {

    @Override
    public String echo(String text) {
        return "other " + text;
    }

    @Override
    public int size() {
        return 2;
    }
}
