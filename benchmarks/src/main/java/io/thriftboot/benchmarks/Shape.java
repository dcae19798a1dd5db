package io.thriftboot.benchmarks;

/**
 * What the load looks like: each connection keeps as many calls going.
 *
 * @param connections how many
 * @param inFlight calls of each at a time
 */
record Shape(int connections, int inFlight) {

    @Override
    public String toString() {
        return connections + "x" + inFlight;
    }
}
