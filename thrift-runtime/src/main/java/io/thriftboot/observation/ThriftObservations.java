package io.thriftboot.observation;

import io.micrometer.common.KeyValues;
import io.micrometer.common.docs.KeyName;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationConvention;
import io.micrometer.observation.docs.ObservationDocumentation;
import io.thriftboot.ThriftCall;

/**
 * The observations of this library, and the keys of their values. Meters have the low-cardinality ones and the key
 * {@value #ERROR}, the simple name of the exception's class, {@code none} if there was none.
 *
 * @since 0.1
 */
public enum ThriftObservations implements ObservationDocumentation {
    /** A call that a server executes. Unknown methods and requests that are refused unexecuted are none. */
    SERVER("thrift.server", ThriftServerObservationConvention.class) {
        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return CallKey.values();
        }

        @Override
        public KeyName[] getHighCardinalityKeyNames() {
            return HighCardinality.values();
        }
    },
    /** A call of a client, with waiting for a connection and retries. */
    CLIENT("thrift.client", ThriftClientObservationConvention.class) {
        @Override
        public KeyName[] getLowCardinalityKeyNames() {
            return KeyName.merge(CallKey.values(), ClientKey.values());
        }
    };

    static final String ERROR = "error";

    private final String observation;
    private final Class<? extends ObservationConvention<? extends Observation.Context>> convention;

    ThriftObservations(
            String observation, Class<? extends ObservationConvention<? extends Observation.Context>> convention) {
        this.observation = observation;
        this.convention = convention;
    }

    @Override
    public String getName() {
        return observation;
    }

    @Override
    public Class<? extends ObservationConvention<? extends Observation.Context>> getDefaultConvention() {
        return convention;
    }

    static String spanName(ThriftCall call) {
        return call.method().serviceName() + '/' + call.method().name();
    }

    static KeyValues keyValues(ThriftCall call, String outcome) {
        return KeyValues.of(
                CallKey.SYSTEM.withValue(CallKey.APACHE_THRIFT),
                CallKey.SERVICE.withValue(call.method().serviceName()),
                CallKey.METHOD.withValue(call.method().name()),
                CallKey.OUTCOME.withValue(outcome));
    }

    /** The keys of both sides. */
    public enum CallKey implements KeyName {
        /** Always {@code apache_thrift}. */
        SYSTEM("rpc.system"),
        /** The name of the service in the IDL that declares the method. */
        SERVICE("rpc.service"),
        /** The name of the method in the IDL. */
        METHOD("rpc.method"),
        /** How the call ended: success, declared_exception, not_executed, not_authenticated, access_denied, timeout, connection or error. */
        OUTCOME("thrift.outcome");

        static final String APACHE_THRIFT = "apache_thrift";

        private final String key;

        CallKey(String key) {
            this.key = key;
        }

        @Override
        public String asString() {
            return key;
        }
    }

    /** The keys of clients only. */
    public enum ClientKey implements KeyName {
        /** The name of the client. */
        CLIENT_NAME {
            @Override
            public String asString() {
                return "thrift.client.name";
            }
        }
    }

    /**
     * What only traces have, since there are too many values for meters. Spans have the client's port beside its address: as a
     * number, which a key's value cannot be.
     */
    public enum HighCardinality implements KeyName {
        /** The address of the client that called. */
        PEER_ADDRESS {
            @Override
            public String asString() {
                return "network.peer.address";
            }
        }
    }
}
