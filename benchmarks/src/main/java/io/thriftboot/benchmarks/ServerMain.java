package io.thriftboot.benchmarks;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.apache.thrift.transport.TTransportException;

/**
 * The process of one server: {@code --server=<name> [--workers=4]}. Prints {@code port=<n>} when connections are accepted and
 * ends with its standard input.
 */
final class ServerMain {

    private ServerMain() {}

    public static void main(String[] arguments) throws IOException, TTransportException {
        Arguments options = new Arguments(arguments);
        ServerName name = ServerName.parse(options.text("server", "threaded-selector"));
        int workers = options.number("workers", 4);
        options.refuseOthers();
        System.out.println("port=" + start(name, workers));
        untilStandardInputEnds();
        // Threads of libthrift's pools are not daemons, and nothing here needs to be drained.
        System.exit(0);
    }

    /** Whether there is such a server in this build and on this JDK. */
    static boolean exists(ServerName name) {
        return name.ours() ? OurServers.exists(name) : LibthriftServers.exists(name);
    }

    private static int start(ServerName name, int workers) throws IOException, TTransportException {
        if (!exists(name)) {
            throw new IllegalArgumentException(
                    "server: " + name + " (expected: a model of this build with threads of Java "
                            + Runtime.version().feature() + ")");
        }
        return name.ours() ? OurServers.start(name, workers, List.of()) : LibthriftServers.start(name, workers);
    }

    private static void untilStandardInputEnds() throws IOException {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (questions.readLine() != null) {
            throw new IllegalArgumentException("standard input: a question (expected: none)");
        }
    }
}
