package io.thriftboot.model;

/**
 * JSON text that is none, or that does not fit the type it is meant for. The message names the place and what was expected.
 *
 * @since 0.1
 */
public final class BadJsonException extends IllegalArgumentException {

    private static final long serialVersionUID = 1L;

    BadJsonException(String message) {
        super(message);
    }

    /** {@code /user/age: "abc" (expected: i32)}. */
    static BadJsonException at(String place, String found, String expected) {
        return new BadJsonException((place.isEmpty() ? "/" : place) + ": " + found + " (expected: " + expected + ")");
    }
}
