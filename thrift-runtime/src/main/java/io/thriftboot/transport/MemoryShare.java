package io.thriftboot.transport;

/** What one {@link ReceiveBuffer} takes of the memory that several share. For use by one thread at a time. */
final class MemoryShare {

    private final ReceiveMemory memory;
    private long taken;
    private boolean overdrawn;

    MemoryShare(ReceiveMemory memory) {
        this.memory = memory;
    }

    /** Whether there is enough for an array of this length instead of the one there is, which is taken then. */
    boolean resize(int length) {
        long cost = ReceiveMemory.cost(length);
        if (cost > taken) {
            if (!memory.take(cost - taken)) {
                return false;
            }
        } else if (cost < taken) {
            memory.giveBack(taken - cost);
        }
        taken = cost;
        overdrawn = false;
        return true;
    }

    /** Takes what an array of this length costs, whether or not there is so much. */
    void resizeAnyway(int length) {
        long cost = ReceiveMemory.cost(length);
        memory.takeAnyway(cost - taken);
        taken = cost;
        overdrawn = true;
    }

    /** Whether more was taken than there was. */
    boolean isOverdrawn() {
        return overdrawn;
    }

    /**
     * Looks again whether there is enough for what was taken.
     *
     * @return whether there is
     */
    boolean settle() {
        overdrawn = memory.isExceeded();
        return !overdrawn;
    }
}
