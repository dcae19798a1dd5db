package io.thriftboot.server;

import java.io.IOException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How a connection ends whose thread waits for its bytes. */
interface BlockingWire extends Connection.Wire {

    Logger logger = LoggerFactory.getLogger(ThriftServer.class);

    Serving serving();

    Connection connection();

    WireChannel channel();

    /** Closed here and now: until its thread were to do it, the client could send a request that nobody reads. */
    @Override
    default void endIfQuiet() {
        try {
            if (!channel().hasInput() && connection().ending()) {
                close();
            }
        } catch (IOException ex) {
            close();
        }
    }

    @Override
    default void endInput() {
        try {
            channel().endInput();
        } catch (IOException ex) {
            close();
        }
    }

    @Override
    default void breakOff() {
        close();
    }

    @Override
    default boolean isOpen() {
        return channel().isOpen();
    }

    @Override
    default void close() {
        try {
            channel().close();
        } catch (IOException ex) {
            logBroken(ex);
        }
        serving().connections().closed(connection());
    }

    /** The other side has broken the connection off, which nobody can do anything about. */
    default void logBroken(IOException ex) {
        logger.debug("{} {}: {}", serving().options().name(), connection().peer(), ex.getMessage());
    }
}
