package io.thriftboot.spring.web;

import jakarta.servlet.ServletRequest;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;

/** The address of a request's other side, as the web server knows it: a proxy's, or what it says in forwarded headers. */
final class Peer {

    private static final String LITERAL = "[0-9.]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*(%.+)?";

    private Peer() {}

    static InetSocketAddress of(ServletRequest request) {
        String address = String.valueOf(request.getRemoteAddr());
        int port = Math.max(0, request.getRemotePort());
        if (address.matches(LITERAL)) {
            try {
                return new InetSocketAddress(InetAddress.getByName(address), port);
            } catch (UnknownHostException ex) {
                return InetSocketAddress.createUnresolved(address, port);
            }
        }
        // a name must not be looked up: a forwarded header may hold anything
        return InetSocketAddress.createUnresolved(address, port);
    }
}
