package io.thriftboot;

import io.thriftboot.transport.Endpoint;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicInteger;

/** The kinds of endpoint that servers listen on, for tests that are repeated for each. */
public enum TestEndpoint {
    TCP {
        @Override
        public Endpoint free() {
            return Endpoint.tcp("127.0.0.1", 0);
        }
    },
    /** Like TCP, with {@link TestKeys}. */
    TLS {
        @Override
        public Endpoint free() {
            return Endpoint.tls("127.0.0.1", 0);
        }
    },
    UNIX {
        @Override
        public Endpoint free() {
            String file = "thrift-" + ProcessHandle.current().pid() + "-" + NEXT.incrementAndGet() + ".sock";
            return Endpoint.unix(
                    Path.of(System.getProperty("java.io.tmpdir"), file).toAbsolutePath());
        }
    },
    MEMORY {
        @Override
        public Endpoint free() {
            return Endpoint.memory("test-" + NEXT.incrementAndGet());
        }
    };

    private static final AtomicInteger NEXT = new AtomicInteger();

    /** One that no server listens on. */
    public abstract Endpoint free();
}
