package io.thriftboot.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.ReceiverContext;
import io.thriftboot.ThriftCall;

/**
 * A call that a server executes, as it is observed. Thrift's messages have no place for a trace: spans begin anew at each
 * server.
 *
 * @since 0.1
 */
public final class ThriftServerObservationContext extends ReceiverContext<ThriftCall> {

    private final ThriftCall call;

    /**
     * A context for one call.
     *
     * @param call the call
     */
    public ThriftServerObservationContext(ThriftCall call) {
        super((carrier, key) -> null, Kind.SERVER);
        setCarrier(call);
        this.call = call;
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
     * @return success, declared_exception, not_executed, timeout, connection or error; unknown before its end
     */
    public String outcome() {
        return Outcome.shown(get(Outcome.class));
    }
}
