package io.thriftboot.spring.diagnostics;

import org.jspecify.annotations.Nullable;

/**
 * Something that the application says about its servers or clients cannot be. When it fails a start, Spring Boot prints the
 * description and the action instead of a stack trace.
 *
 * @since 0.1
 */
public final class ThriftConfigurationException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private final String action;

    /**
     * A failure with nothing behind it.
     *
     * @param description what is wrong, in sentences
     * @param action what the user can do about it, in sentences
     */
    public ThriftConfigurationException(String description, String action) {
        this(description, action, null);
    }

    /**
     * A failure that another one led to.
     *
     * @param description what is wrong, in sentences
     * @param action what the user can do about it, in sentences
     * @param cause what led to it, {@code null} if nothing did
     */
    public ThriftConfigurationException(String description, String action, @Nullable Throwable cause) {
        super(description, cause);
        this.action = action;
    }

    /**
     * What the user can do about it.
     *
     * @return sentences
     */
    public String action() {
        return action;
    }
}
