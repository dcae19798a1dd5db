package io.thriftboot.observation;

import io.micrometer.observation.transport.Kind;
import io.micrometer.observation.transport.SenderContext;
import io.thriftboot.ThriftCall;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A call of a client, as it is observed: from the first attempt to the last. Its trace travels in the request's headers by
 * the header protocol and by HTTP; Thrift's other messages have no place for it.
 *
 * @since 0.1
 */
public final class ThriftClientObservationContext extends SenderContext<ThriftCall> {

    private static final Logger logger = LoggerFactory.getLogger(ThriftClientObservationContext.class);

    private final ThriftCall call;
    private final String clientName;

    /**
     * A context for one call.
     *
     * @param call the call
     * @param clientName the name of the client
     */
    public ThriftClientObservationContext(ThriftCall call, String clientName) {
        super(ThriftClientObservationContext::send, Kind.CLIENT);
        setCarrier(call);
        setRemoteServiceName(clientName);
        this.call = call;
        this.clientName = clientName;
    }

    /** A call is worth more than its trace. */
    private static void send(@Nullable ThriftCall call, String name, String value) {
        if (call == null) {
            return;
        }
        try {
            call.context().setRequestHeader(name, value);
        } catch (IllegalArgumentException ex) {
            logger.debug("{}: its trace does not travel whole", call, ex);
        }
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
     * @return success, declared_exception, not_executed, not_authenticated, access_denied, timeout, connection or error; unknown before its end
     */
    public String outcome() {
        return Outcome.shown(get(Outcome.class));
    }
}
