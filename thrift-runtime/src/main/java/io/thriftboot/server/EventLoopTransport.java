package io.thriftboot.server;

import io.netty.channel.IoHandlerFactory;
import io.netty.channel.ServerChannel;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandler;
import io.netty.channel.uring.IoUringServerSocketChannel;
import java.io.IOException;
import java.util.Locale;

/** What the loops of a server wait with. */
enum EventLoopTransport {
    NIO {
        @Override
        IoHandlerFactory ioHandlerFactory() {
            return NioIoHandler.newFactory();
        }

        @Override
        ServerChannel newServerChannel() {
            throw new IllegalStateException("nio: the JDK's channels are accepted by a listener");
        }
    },
    EPOLL {
        @Override
        IoHandlerFactory ioHandlerFactory() {
            return EpollIoHandler.newFactory();
        }

        @Override
        ServerChannel newServerChannel() {
            return new EpollServerSocketChannel();
        }
    },
    IO_URING {
        @Override
        IoHandlerFactory ioHandlerFactory() {
            return IoUringIoHandler.newFactory();
        }

        @Override
        ServerChannel newServerChannel() {
            return new IoUringServerSocketChannel();
        }
    };

    /**
     * What the options ask for, or the best there is.
     *
     * @throws IOException if it does not work here
     */
    static EventLoopTransport of(ThriftServerOptions options) throws IOException {
        boolean tcp = options.endpoint().hasPort();
        return switch (options.eventLoop().io()) {
            case NIO -> NIO;
            case AUTO -> tcp && Natives.isEpollAvailable() ? EPOLL : NIO;
            case EPOLL -> required(options, EPOLL, Natives.epollProblem());
            case IO_URING -> required(options, IO_URING, Natives.ioUringProblem());
        };
    }

    private static EventLoopTransport required(ThriftServerOptions options, EventLoopTransport wanted, String problem)
            throws IOException {
        if (!options.endpoint().hasPort()) {
            throw new IOException(options.name() + ": event-loop.io: " + wanted + " with " + options.endpoint()
                    + " (expected: auto or nio, since the endpoint is not TCP)");
        }
        if (!problem.isEmpty()) {
            throw new IOException(options.name() + ": event-loop.io: " + wanted + " does not work here: " + problem
                    + " (expected: auto, or what works)");
        }
        return wanted;
    }

    boolean usesChannelsOfTheJdk() {
        return this == NIO;
    }

    /** Whether a channel asks for a buffer when there is something to read. io_uring waits with one. */
    boolean readsWithoutWaiting() {
        return this != IO_URING;
    }

    EventLoopIo io() {
        return EventLoopIo.valueOf(name());
    }

    abstract IoHandlerFactory ioHandlerFactory();

    abstract ServerChannel newServerChannel();

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** Native parts of Netty, any of which may be missing. */
    private static final class Natives {

        static boolean isEpollAvailable() {
            return epollProblem().isEmpty();
        }

        static String epollProblem() {
            try {
                return Epoll.isAvailable() ? "" : reason(Epoll.unavailabilityCause());
            } catch (LinkageError missing) {
                return reason(missing);
            }
        }

        static String ioUringProblem() {
            try {
                return IoUring.isAvailable() ? "" : reason(IoUring.unavailabilityCause());
            } catch (LinkageError missing) {
                return reason(missing);
            }
        }

        private static String reason(Throwable cause) {
            Throwable root = cause;
            while (root.getCause() != null) {
                root = root.getCause();
            }
            return String.valueOf(root);
        }
    }
}
