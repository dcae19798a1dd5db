package io.thriftboot.benchmarks;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/**
 * The process of one client: {@code --client=<name> --port=<port>}. Each line on its standard input is a {@link
 * CallersLoad} to measure; it ends with its standard input.
 */
final class ClientMain {

    private ClientMain() {}

    public static void main(String[] arguments) throws Exception {
        Arguments options = new Arguments(arguments);
        String name = options.text("client", "pooled");
        int port = options.number("port", 0);
        options.refuseOthers();
        answer(() -> connector(name, port));
    }

    /** Makes a connector for each measurement. */
    interface Connecting {

        Connector connect() throws Exception;
    }

    /** Measures until standard input ends. */
    static void answer(Connecting connecting) throws Exception {
        BufferedReader questions = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String question = questions.readLine(); question != null; question = questions.readLine()) {
            CallersLoad wanted = CallersLoad.parse(question);
            try (Connector connector = connecting.connect()) {
                System.out.println(Callers.measure(connector, wanted));
            }
        }
        System.exit(0);
    }

    private static Connector connector(String name, int port) {
        return switch (name) {
            case "hand-written" -> new HandWrittenConnector(port);
            case "commons-pool2" -> new PoolConnector(port);
            case "grpc", "grpc/direct" -> new GrpcConnector(port, name.endsWith("direct"));
            default -> new ChannelConnector(name, port);
        };
    }
}
