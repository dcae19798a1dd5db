package io.thriftboot.server;

import java.io.IOException;

/**
 * A bound port and the threads that will serve it.
 *
 * @param port where the server listens
 * @param engine not yet started
 */
record Bound(Port port, Engine engine) {

    /** What a model does with a port of the JDK. */
    @FunctionalInterface
    interface Model {

        Engine engine(Serving serving, Listener listener) throws IOException;
    }

    /** Binds a port of the JDK. */
    static Bound of(Serving serving, Model model) throws IOException {
        Listener listener = Listener.bind(serving);
        try {
            return new Bound(listener, model.engine(serving, listener));
        } catch (IOException | RuntimeException | Error ex) {
            listener.closeNow();
            throw ex;
        }
    }

    void start() throws IOException {
        try {
            engine.start();
        } catch (IOException | RuntimeException | Error ex) {
            port.closeNow();
            throw ex;
        }
    }
}
