package io.thriftboot.benchmarks;

import java.io.IOException;
import org.apache.thrift.transport.TTransportException;

/**
 * The process of one server: {@code --server=<name> [--workers=4] [--queue=100000]}. Prints {@code port=<n>} when connections are accepted,
 * answers what {@link Questions} knows, and ends with its standard input.
 */
final class ServerMain {

    private ServerMain() {}

    public static void main(String[] arguments) throws IOException, TTransportException {
        Arguments options = new Arguments(arguments);
        ServerName name = ServerName.parse(options.text("server", "threaded-selector"));
        int workers = options.number("workers", 4);
        int queue = options.number("queue", OurServers.CALLS);
        options.refuseOthers();
        System.out.println("port=" + start(name, workers, queue));
        Questions.answerUntilStandardInputEnds();
    }

    /** Whether there is such a server in this build and on this JDK. */
    static boolean exists(ServerName name) {
        return switch (name.maker()) {
            case OURS -> OurServers.exists(name);
            case LIBTHRIFT -> LibthriftServers.exists(name);
            case GRPC -> GrpcServer.exists(name);
        };
    }

    private static int start(ServerName name, int workers, int queue) throws IOException, TTransportException {
        if (!exists(name)) {
            throw new IllegalArgumentException(
                    "server: " + name + " (expected: a model of this build with threads of Java "
                            + Runtime.version().feature() + ")");
        }
        return switch (name.maker()) {
            case OURS -> OurServers.start(name, workers, queue);
            case LIBTHRIFT -> LibthriftServers.start(name, workers);
            case GRPC -> GrpcServer.start(name);
        };
    }
}
