package io.thriftboot.test;

import io.thriftboot.test.Direction.Setting;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.util.SplittableRandom;

/** Carries the bytes of one connection one way, and does to them what the direction's fault says. */
final class Pump {

    private static final int BUFFER = 16 * 1024;
    private static final long SEED = 4711;

    private final SocketChannel from;
    private final SocketChannel to;
    private final Direction direction;
    private final SplittableRandom noise = new SplittableRandom(SEED);
    private long generation = -1;
    private long passed;

    Pump(SocketChannel from, SocketChannel to, Direction direction) {
        this.from = from;
        this.to = to;
        this.direction = direction;
    }

    /**
     * Carries until one side ends.
     *
     * @return whether the connection is to go on the other way: this one has come to its end, and was not cut
     */
    boolean run() throws IOException, InterruptedException {
        ByteBuffer buffer = ByteBuffer.allocate(BUFFER);
        while (from.read(buffer.clear()) >= 0) {
            if (!pass(buffer.flip())) {
                return false;
            }
        }
        to.shutdownOutput();
        return true;
    }

    private boolean pass(ByteBuffer bytes) throws IOException, InterruptedException {
        Setting setting = awaitPassable();
        count(setting);
        Fault fault = setting.fault();
        if (fault instanceof Fault.Cut cut && bytes.remaining() > cut.bytes() - passed) {
            bytes.limit(bytes.position() + (int) (cut.bytes() - passed));
            write(bytes);
            return false;
        }
        if (fault instanceof Fault.Garbage garbage) {
            spoil(bytes, garbage.bytes() - passed);
        }
        passed += bytes.remaining();
        write(bytes);
        return true;
    }

    /** Waits while the fault is to stall, and for the time of a delay. */
    private Setting awaitPassable() throws InterruptedException {
        Setting setting = direction.get();
        while (setting.fault() instanceof Fault.Stall) {
            direction.awaitOther(setting);
            setting = direction.get();
        }
        if (setting.fault() instanceof Fault.Delay delay) {
            direction.awaitOther(setting, delay.delay());
        }
        return setting;
    }

    private void count(Setting setting) {
        if (generation != setting.generation()) {
            generation = setting.generation();
            passed = 0;
        }
    }

    private void spoil(ByteBuffer bytes, long unchanged) {
        int first = bytes.position() + (int) Math.max(0, Math.min(unchanged, bytes.remaining()));
        for (int i = first; i < bytes.limit(); i++) {
            bytes.put(i, (byte) noise.nextInt());
        }
    }

    private void write(ByteBuffer bytes) throws IOException {
        while (bytes.hasRemaining()) {
            to.write(bytes);
        }
    }
}
