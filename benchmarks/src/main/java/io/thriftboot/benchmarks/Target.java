package io.thriftboot.benchmarks;

import java.util.Map;

/**
 * What must be reached.
 *
 * @param server whose throughput is compared
 * @param with whose it is compared with
 * @param shape under which load
 * @param ratio how many times as much, at least
 */
record Target(String server, String with, Shape shape, double ratio) {

    private static final Shape CLOSED = new Shape(64, 1);
    private static final Shape PIPELINED = new Shape(64, 16);
    private static final Shape MANY = new Shape(1000, 1);

    /** The goals of the project, as far as they are about servers. */
    static Target[] all() {
        String loop = "event-loop/event-loop";
        String threaded = "threaded/virtual";
        String executor = "event-loop/platform";
        String selector = "libthrift/threaded-selector";
        String pool = "libthrift/thread-pool-virtual";
        return new Target[] {
            new Target(loop, Load.LIMIT, CLOSED, 0.80),
            new Target(loop, "libthrift/nonblocking", CLOSED, 1.2),
            new Target(loop, selector, CLOSED, 1.6),
            new Target(loop, Load.LIMIT, MANY, 0.80),
            new Target(loop, Load.LIMIT, PIPELINED, 0.45),
            new Target(loop, "libthrift/nonblocking", PIPELINED, 5),
            new Target(loop, pool, PIPELINED, 5),
            new Target(threaded, Load.LIMIT, CLOSED, 0.70),
            new Target(threaded, Load.LIMIT, PIPELINED, 0.40),
            new Target(threaded, Load.LIMIT, MANY, 0.70),
            new Target(threaded, pool, CLOSED, 1.0),
            new Target(threaded, pool, PIPELINED, 6),
            new Target(threaded, pool, MANY, 1.2),
            new Target(executor, selector, CLOSED, 1.0),
            new Target(executor, selector, PIPELINED, 6),
            new Target(executor, selector, MANY, 1.3),
        };
    }

    String describe(Map<String, Double> medians) {
        Double mine = medians.get(server + " " + shape);
        Double others = medians.get(with + " " + shape);
        if (mine == null || others == null) {
            return "";
        }
        double reached = mine / others;
        return String.format(
                "%-24s %-8s %5.2f of %-32s (at least %.2f) %s%n",
                server, shape, reached, with, ratio, reached >= ratio ? "reached" : "NOT REACHED");
    }
}
