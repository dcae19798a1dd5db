package io.thriftboot.server;

import io.thriftboot.protocol.MessageLimits;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TProcessor;
import org.apache.thrift.TProcessorFactory;
import org.apache.thrift.transport.TTransport;

/**
 * Leads from a transport that libthrift has made for a message back to the connection: libthrift hands a connection's
 * configuration on to everything it wraps around it.
 */
final class ConnectionConfiguration extends TConfiguration {

    private final TProcessor processor;

    ConnectionConfiguration(MessageLimits limits, TProcessor processor) {
        super(limits.maxMessageSize(), Math.min(limits.maxFrameSize(), limits.maxMessageSize()), limits.maxDepth());
        this.processor = processor;
    }

    /** Gives libthrift the processor of the connection that a transport belongs to. */
    static final class ProcessorFactory extends TProcessorFactory {

        private static final TProcessor NONE = (in, out) -> {
            throw new IllegalStateException("processor: none (expected: the one of a connection)");
        };

        ProcessorFactory() {
            super(NONE);
        }

        @Override
        public TProcessor getProcessor(TTransport transport) {
            return transport.getConfiguration() instanceof ConnectionConfiguration configuration
                    ? configuration.processor
                    : NONE;
        }
    }
}
