package io.thriftboot.server;

/** What a handler or an interceptor threw that nobody told the client about: it is logged, and the client gets a safe text. */
final class UndeclaredException extends Exception {

    private static final long serialVersionUID = 1L;

    private final Throwable thrown;

    UndeclaredException(Throwable thrown) {
        super(thrown.toString(), null, false, false);
        this.thrown = thrown;
    }

    Throwable thrown() {
        return thrown;
    }
}
