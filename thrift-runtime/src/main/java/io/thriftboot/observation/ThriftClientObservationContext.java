package io.thriftboot.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.thriftboot.ThriftCall;

/**
 * A call of a client, as it is observed: from the first attempt to the last. Thrift's messages have no place for a trace:
 * nothing of it is sent.
 *
 * @since 0.1
 */
public final class ThriftClientObservationContext extends SenderContext<ThriftCall> {

    private final ThriftCall call;
    private final String clientName;

    /**
     * A context for one call.
     *
     * @param call the call
     * @param clientName the name of the client
     */
    public ThriftClientObservationContext(ThriftCall call, String clientName) {
        super((carrier, key, value) -> {}, Kind.CLIENT);
        setCarrier(call);
        setRemoteServiceName(clientName);
        this.call = call;
        this.clientName = clientName;
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
     * The name of the client.
     *
     * @return the name, as in {@code thrift.clients.<name>}
     */
    public String clientName() {
        return clientName;
    }

    /**
     * How the call ended.
     *
     * @return success, declared_exception, not_executed, timeout, connection or error; unknown before its end
     */
    public String outcome() {
        return Outcome.shown(get(Outcome.class));
    }
}
