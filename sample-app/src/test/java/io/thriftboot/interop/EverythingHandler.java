package io.thriftboot.interop;

import io.thriftboot.interop.api.Broken;
import io.thriftboot.interop.api.Bundle;
import io.thriftboot.interop.api.Choice;
import io.thriftboot.interop.api.Ending;
import io.thriftboot.interop.api.Everything;
import io.thriftboot.interop.api.Ids;
import io.thriftboot.interop.api.Level;
import io.thriftboot.interop.api.Numbers;
import io.thriftboot.interop.api.Place;
import io.thriftboot.interop.api.Presence;
import io.thriftboot.interop.api.Refused;
import io.thriftboot.interop.api.Tree;
import io.thriftboot.interop.api.everythingConstants;
import io.thriftboot.spring.ThriftService;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

/** Returns what it is given, beside other services on the default server and alone on one of its own. */
@ThriftService(server = {"default", "everything"})
class EverythingHandler implements Everything.Iface {

    private final Map<String, CompletableFuture<Boolean>> notes = new ConcurrentHashMap<>();

    @Override
    public void nothing() {}

    @Override
    public boolean echoBool(boolean value) {
        return value;
    }

    @Override
    public byte echoByte(byte value) {
        return value;
    }

    @Override
    public short echoShort(short value) {
        return value;
    }

    @Override
    public int echoInt(int value) {
        return value;
    }

    @Override
    public long echoLong(long value) {
        return value;
    }

    @Override
    public double echoDouble(double value) {
        return value;
    }

    @Override
    public String echoText(String value) {
        return value;
    }

    @Override
    public ByteBuffer echoBytes(ByteBuffer value) {
        return value;
    }

    @Override
    public Level echoLevel(Level value) {
        return value;
    }

    @Override
    public Choice echoChoice(Choice value) {
        return value;
    }

    @Override
    public Tree echoTree(Tree value) {
        return value;
    }

    @Override
    public Presence echoPresence(Presence value) {
        return value;
    }

    @Override
    public Ids echoIds(Ids value) {
        return value;
    }

    @Override
    public Bundle echoBundle(Bundle value) {
        return value;
    }

    @Override
    public List<Map<String, Set<Integer>>> echoNested(List<Map<String, Set<Integer>>> value) {
        return value;
    }

    @Override
    public Map<Level, List<Numbers>> echoByLevel(Map<Level, List<Numbers>> value) {
        return value;
    }

    @Override
    public Map<Place, String> echoByPlace(Map<Place, String> value) {
        return value;
    }

    @Override
    public List<Double> echoDoubles(List<Double> value) {
        return value;
    }

    @Override
    public List<List<Boolean>> echoFlags(List<List<Boolean>> value) {
        return value;
    }

    @Override
    public Bundle sample() {
        return everythingConstants.SAMPLE;
    }

    @Override
    public boolean isSample(Bundle value) {
        return value.equals(everythingConstants.SAMPLE);
    }

    @Override
    public int minus(int total, int amount) {
        return total - amount;
    }

    @Override
    public String finish(Ending how, String text) throws Refused, Broken {
        return switch (how) {
            case RETURN -> text;
            case REFUSED -> throw new Refused("no", Level.HIGH);
            case BROKEN -> throw new Broken(-1).setDetail("broken");
            case UNDECLARED -> throw new IllegalStateException("undeclared, on purpose");
        };
    }

    @Override
    public void finishVoid(Ending how) throws Refused, Broken {
        finish(how, "");
    }

    @Override
    public void note(String text) {
        noting(text).complete(true);
    }

    @Override
    public boolean noted(String text) {
        return noting(text).completeOnTimeout(false, 5, TimeUnit.SECONDS).join();
    }

    private CompletableFuture<Boolean> noting(String text) {
        return notes.computeIfAbsent(text, ignored -> new CompletableFuture<>());
    }
}
