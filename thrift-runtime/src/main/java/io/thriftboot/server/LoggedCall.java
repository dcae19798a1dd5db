package io.thriftboot.server;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A message that a server has answered, as its access log has it.
 *
 * @param number counts the server's messages, from 1
 * @param endedAt when its reply was encoded
 * @param peer who sent it, {@code null} if that is not known
 * @param service the service, {@code null} if it asked for one that there is not
 * @param method the method, as it was asked for
 * @param outcome {@code success}, {@code declared_exception}, {@code error}, {@code not_executed}, {@code not_authenticated}, {@code
 *     access_denied}, {@code deadline_exceeded}, {@code unknown_method}, {@code protocol_error} or {@code abandoned}
 * @param micros microseconds from its header to its reply
 * @param bytesIn its size
 * @param bytesOut the size of its reply
 * @since 0.1
 */
public record LoggedCall(
        long number,
        Instant endedAt,
        @Nullable String peer,
        @Nullable String service,
        String method,
        String outcome,
        long micros,
        int bytesIn,
        int bytesOut) {}
