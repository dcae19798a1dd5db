package io.thriftboot.spring.console;

/** A request of the page that is answered with a status and a sentence for people. */
final class ConsoleException extends Exception {

    static final int BAD_REQUEST = 400;
    static final int NOT_FOUND = 404;
    static final int TOO_MANY = 429;
    static final int TIMEOUT = 504;

    private static final long serialVersionUID = 1L;

    private final int status;

    ConsoleException(int status, String message) {
        super(message);
        this.status = status;
    }

    int status() {
        return status;
    }
}
