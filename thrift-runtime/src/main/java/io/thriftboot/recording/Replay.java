package io.thriftboot.recording;

import java.io.IOException;
import java.io.PrintStream;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.List;
import org.apache.thrift.TException;
import org.jspecify.annotations.Nullable;

/**
 * Sends recorded requests to a server, one after the other, and prints where its replies are others than those recorded. Run
 * by {@code java -cp … io.thriftboot.recording.Replay FILE... HOST:PORT}. The exit code is 0 if all replies are alike, 1 if
 * not, and 2 if nothing could be compared: a file that is no recording, wrong arguments.
 *
 * @since 0.1
 */
public final class Replay {

    private static final String USAGE = "usage: Replay FILE... HOST:PORT";
    private static final int MOST_SHOWN = 2_000;

    private final PrintStream out;
    private final ReplayTarget target;
    private int alike;
    private int different;
    private int notCompared;

    private Replay(PrintStream out, ReplayTarget target) {
        this.out = out;
        this.target = target;
    }

    /**
     * Replays, and exits.
     *
     * @param args the files, in the order in which they are to be sent, and the server
     */
    public static void main(String[] args) {
        System.exit(run(List.of(args), System.out));
    }

    /**
     * Replays.
     *
     * @param args the files, in the order in which they are to be sent, and the server
     * @param out where differences and the sum are printed
     * @return the exit code: 0, 1 or 2
     */
    public static int run(List<String> args, PrintStream out) {
        InetSocketAddress server = args.size() < 2 ? null : address(args.get(args.size() - 1));
        if (server == null) {
            out.println(USAGE);
            return 2;
        }
        try (ReplayTarget target = new ReplayTarget(server)) {
            Replay replay = new Replay(out, target);
            for (String file : args.subList(0, args.size() - 1)) {
                replay.send(Path.of(file));
            }
            return replay.end();
        } catch (IOException ex) {
            out.println(ex);
            return 2;
        }
    }

    /** {@code null} if it is none; IPv6 addresses are in brackets. */
    private static @Nullable InetSocketAddress address(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon <= 0 || !port.matches("\\d{1,5}") || Integer.parseInt(port) > 0xffff) {
            return null;
        }
        String host = text.substring(0, colon);
        boolean bracketed = host.startsWith("[") && host.endsWith("]");
        return new InetSocketAddress(bracketed ? host.substring(1, host.length() - 1) : host, Integer.parseInt(port));
    }

    private void send(Path file) throws IOException {
        try (RecordingReader reader = new RecordingReader(file)) {
            int number = 1;
            for (Exchange exchange = reader.next(); exchange != null; exchange = reader.next()) {
                send(exchange, file + " #" + number);
                number++;
            }
            if (reader.left() > 0) {
                out.println(file + ": " + reader.left() + " bytes at the end are no whole message, and left out");
            }
        }
    }

    private void send(Exchange exchange, String name) {
        String now = reply(exchange);
        if (exchange.reply().length == 0) {
            notCompared++;
            return;
        }
        String then = recorded(exchange);
        if (then.equals(now)) {
            alike++;
            return;
        }
        different++;
        out.println(name + ' ' + exchange.arrivedAt() + (exchange.peer().isEmpty() ? "" : " from " + exchange.peer()));
        out.println("  recorded: " + shown(then));
        out.println("  now:      " + shown(now));
    }

    private String reply(Exchange exchange) {
        try {
            return target.send(exchange);
        } catch (IOException | TException | RuntimeException ex) {
            return "no reply: " + ex;
        }
    }

    private String recorded(Exchange exchange) {
        try {
            return target.text(exchange);
        } catch (TException | RuntimeException ex) {
            return "no message: " + ex;
        }
    }

    private static String shown(String text) {
        return text.length() <= MOST_SHOWN ? text : text.substring(0, MOST_SHOWN) + "… (" + text.length() + ")";
    }

    private int end() {
        out.println((alike + different + notCompared) + " messages: " + alike + " replies alike, " + different
                + " different, " + notCompared + " without a recorded reply");
        return different == 0 ? 0 : 1;
    }
}
