package io.thriftboot.server;

import java.io.IOException;
import java.nio.channels.Selector;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The thread that accepts connections at a port of the JDK and hands them on. */
final class Acceptor<T> {

    private static final Logger logger = LoggerFactory.getLogger(ThriftServer.class);

    private final Serving serving;
    private final Listener listener;
    private final Listener.Opening<T> opening;
    private final Consumer<T> consumer;
    private final Selector selector;
    private final Thread thread;

    /**
     * Does not accept yet.
     *
     * @param opening makes a connection of what is accepted
     * @param consumer gets it; throws nothing
     */
    Acceptor(Serving serving, Listener listener, Listener.Opening<T> opening, Consumer<T> consumer) throws IOException {
        this.serving = serving;
        this.listener = listener;
        this.opening = opening;
        this.consumer = consumer;
        this.selector = Selector.open();
        this.thread = NamedThreads.named(serving.threadName("accept"), this::acceptAll);
    }

    void start() throws IOException {
        listener.register(selector);
        thread.start();
    }

    boolean isAlive() {
        return thread.isAlive();
    }

    private void acceptAll() {
        try (selector) {
            while (listener.isOpen()) {
                T connection = listener.accept(opening);
                if (connection == null) {
                    selector.select();
                    selector.selectedKeys().clear();
                } else {
                    consumer.accept(connection);
                }
            }
        } catch (IOException | RuntimeException ex) {
            logger.error("{} accepts no more connections", serving.options().name(), ex);
        }
    }
}
