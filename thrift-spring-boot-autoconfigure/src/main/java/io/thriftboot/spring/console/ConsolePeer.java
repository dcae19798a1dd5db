package io.thriftboot.spring.console;

import java.net.SocketAddress;
import java.security.Principal;
import org.jspecify.annotations.Nullable;

/**
 * Who calls a server through the console: the {@linkplain io.thriftboot.ThriftContext#peer() peer} of such calls, so that
 * interceptors can tell them apart and know the user.
 *
 * @since 0.1
 */
public final class ConsolePeer extends SocketAddress {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // Addresses of calls are not serialized.
    private final @Nullable Principal principal;

    ConsolePeer(@Nullable Principal principal) {
        this.principal = principal;
    }

    /**
     * The user of the console.
     *
     * @return as the web application has authenticated him, {@code null} if it has not
     */
    public @Nullable Principal principal() {
        return principal;
    }

    /** {@code console}, without the user: it goes to access logs. */
    @Override
    public String toString() {
        return "console";
    }
}
