package io.thriftboot.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.Propagator;
import io.micrometer.observation.transport.ReceiverContext;
import io.thriftboot.ThriftCall;
import java.net.InetSocketAddress;

/**
 * A call that a server executes, as it is observed. Its trace is the one that the request's headers name, which only the
 * header protocol and HTTP carry; without them it begins here. Where something is observed already on the thread of the call,
 * such as the request of a web server, that one has read the headers, and the call belongs to it.
 *
 * @since 0.1
 */
public final class ThriftServerObservationContext extends ReceiverContext<ThriftCall> {

    private static final Propagator.Getter<ThriftCall> HEADERS =
            (call, name) -> call.context().requestHeader(name);
    private static final Propagator.Getter<ThriftCall> NO_HEADERS = (call, name) -> null;

    private final ThriftCall call;

    /**
     * A context for one call.
     *
     * @param call the call
     */
    public ThriftServerObservationContext(ThriftCall call) {
        super(HEADERS, Kind.SERVER);
        setCarrier(call);
        this.call = call;
        if (call.context().peer() instanceof InetSocketAddress peer) {
            setRemoteServiceAddress(address(peer));
        }
    }

    /** As the URI that Micrometer takes it for. Nothing is looked up in the DNS. */
    private static String address(InetSocketAddress peer) {
        String host = peer.getHostString();
        boolean ofVersion6 = host.indexOf(':') >= 0;
        String literal = ofVersion6 ? '[' + withoutZone(host) + ']' : host;
        return "thrift://" + literal + ':' + peer.getPort();
    }

    private static String withoutZone(String host) {
        int zone = host.indexOf('%');
        return zone < 0 ? host : host.substring(0, zone);
    }

    /** Reads the trace out of the headers, if nothing around the call has. */
    @Override
    public Propagator.Getter<ThriftCall> getGetter() {
        return getParentObservation() == null ? HEADERS : NO_HEADERS;
    }

    /**
     * The call, the same as the carrier.
     *
     * @return the method, its arguments and what surrounds them
     */
    public ThriftCall call() {
        return call;
    }

    /**
     * How the call ended.
     *
     * @return success, declared_exception, not_executed, not_authenticated, access_denied, timeout, connection or error; unknown before its end
     */
    public String outcome() {
        return Outcome.shown(get(Outcome.class));
    }
}
