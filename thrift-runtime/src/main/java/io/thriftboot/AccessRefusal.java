package io.thriftboot;

import java.util.Locale;
import org.apache.thrift.TApplicationException;
import org.jspecify.annotations.Nullable;

/**
 * Why a server does not let a client call a method. The client learns no more than that: the exception has the type {@code UNKNOWN},
 * since Thrift has none for it, and one of two texts. Clients of this project never try such a call again by themselves: with the same
 * credential it would be refused again.
 *
 * @since 0.1
 */
public enum AccessRefusal {
    /** It is not known who the client is: it has shown nothing that says so, or nothing that is valid. */
    NOT_AUTHENTICATED("not authenticated"),
    /** It is known who the client is, and that it may not. */
    ACCESS_DENIED("access denied");

    private final String text;

    AccessRefusal(String text) {
        this.text = text;
    }

    /**
     * What the client gets.
     *
     * @return a new exception
     */
    public TApplicationException exception() {
        return new TApplicationException(TApplicationException.UNKNOWN, text);
    }

    /**
     * Recognizes a refusal, on servers and on clients.
     *
     * @param thrown what a call ended with, without what stages put around it
     * @return the refusal, {@code null} if it is something else
     */
    public static @Nullable AccessRefusal of(@Nullable Throwable thrown) {
        if (thrown instanceof TApplicationException exception && exception.getType() == TApplicationException.UNKNOWN) {
            for (AccessRefusal refusal : values()) {
                if (refusal.text.equals(exception.getMessage())) {
                    return refusal;
                }
            }
        }
        return null;
    }

    /** As metrics and the access log name it: {@code not_authenticated} or {@code access_denied}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
