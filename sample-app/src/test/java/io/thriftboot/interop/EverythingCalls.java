package io.thriftboot.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.thriftboot.interop.api.Broken;
import io.thriftboot.interop.api.Choice;
import io.thriftboot.interop.api.Ending;
import io.thriftboot.interop.api.Everything;
import io.thriftboot.interop.api.Ids;
import io.thriftboot.interop.api.Later;
import io.thriftboot.interop.api.Level;
import io.thriftboot.interop.api.Numbers;
import io.thriftboot.interop.api.Place;
import io.thriftboot.interop.api.Presence;
import io.thriftboot.interop.api.Refused;
import io.thriftboot.interop.api.Tree;
import io.thriftboot.interop.api.everythingConstants;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.thrift.TApplicationException;
import org.apache.thrift.TException;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;

/** Calls the service with everything and compares what comes back: what the scripts of other languages do, in Java. */
final class EverythingCalls {

    private final Map<String, ThrowingCallable> checks = new LinkedHashMap<>();
    private final Everything.Iface calls;
    private final Later.Iface newer;

    /**
     * Prepares the checks.
     *
     * @param calls a client of any server
     * @param newer a client of the same server that knows a method more
     */
    EverythingCalls(Everything.Iface calls, Later.Iface newer) {
        this.calls = calls;
        this.newer = newer;
        integers();
        doubles();
        texts();
        structs();
        ids();
        containers();
        constants();
        declaredExceptions();
    }

    /** Makes the checks in their order but for those that do not apply to the server, which are printed. */
    void assertGood(List<String> inapplicable, int undeclaredType, int unknownMethodType) throws Throwable {
        errors(undeclaredType, unknownMethodType);
        assertThat(checks.keySet()).containsExactlyElementsOf(Checks.ofOne());
        for (Map.Entry<String, ThrowingCallable> check : checks.entrySet()) {
            if (inapplicable.contains(check.getKey())) {
                System.out.println("inapplicable " + check.getKey() + ": not between this client and this server");
            } else {
                check.getValue().call();
            }
        }
    }

    private interface Echo<T> {
        T call(T value) throws TException;
    }

    @SafeVarargs
    private <T> void echo(String name, Echo<T> echo, T... values) {
        List<T> sent = new ArrayList<>();
        for (T value : values) {
            sent.add(value);
        }
        checks.put(name, () -> {
            List<T> returned = new ArrayList<>();
            for (T value : sent) {
                returned.add(echo.call(value));
            }
            assertThat(returned).as(name).isEqualTo(sent);
        });
    }

    private void integers() {
        echo("bool", calls::echoBool, true, false);
        echo("byte", calls::echoByte, Byte.MIN_VALUE, (byte) -1, (byte) 0, Byte.MAX_VALUE);
        echo("i16", calls::echoShort, Short.MIN_VALUE, (short) -1, (short) 0, Short.MAX_VALUE);
        echo("i32", calls::echoInt, Integer.MIN_VALUE, -1, 0, Integer.MAX_VALUE);
        echo(
                "i64",
                calls::echoLong,
                everythingConstants.SMALLEST,
                -9007199254740993L,
                -1L,
                0L,
                9007199254740993L,
                everythingConstants.LARGEST);
    }

    private void doubles() {
        echo("double", calls::echoDouble, 0.0, -0.125, 1e300, Double.MIN_VALUE, Double.MAX_VALUE);
        echo("double infinite", calls::echoDouble, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY);
        echo("double not a number", calls::echoDouble, Double.NaN);
        echo("negative zero", calls::echoDouble, -0.0);
    }

    private void texts() {
        List<String> strings = new ArrayList<>(everythingConstants.WORDS);
        strings.addAll(List.of("\"quoted\" \\ / \n\t", "x".repeat(70_000)));
        echo("string", calls::echoText, strings.toArray(String[]::new));
        echo("string beyond 16 bits", calls::echoText, "😀");
        echo(
                "binary",
                calls::echoBytes,
                ByteBuffer.allocate(0),
                ByteBuffer.wrap(new byte[] {0, -1, -128}),
                ByteBuffer.allocate(70_000));
        checks.put("void", calls::nothing);
        echo("enum", calls::echoLevel, Level.values());
    }

    private void structs() {
        echo(
                "union",
                calls::echoChoice,
                Choice.number(0),
                Choice.text(""),
                Choice.numbers(numbers()),
                Choice.words(everythingConstants.WORDS));
        echo("recursive struct", calls::echoTree, tree(1, tree(2), tree(3, tree(4))));
        checks.put("defaults", () -> {
            Presence presence = calls.echoPresence(new Presence().setMust(1));
            assertThat(presence).isEqualTo(new Presence().setMust(1).setPlain(0));
            assertThat(presence.isSetMay()).isFalse();
            assertThat(presence.getMayDefault()).isEqualTo("optional");
            assertThat(presence.getListDefault()).containsExactly(1, 2, 3);
        });
        checks.put("optional", () -> {
            Presence presence = calls.echoPresence(new Presence().setMust(1).setMay(0));
            assertThat(presence.isSetMay()).isTrue();
        });
    }

    private void ids() {
        Ids ids = new Ids().setNegative(-5).setNextNegative("n").setLargest(5).setOutOfOrder(true);
        echo("field ids", calls::echoIds, ids);
        checks.put("argument ids", () -> assertThat(calls.minus(50, 8)).isEqualTo(42));
        echo("struct", calls::echoBundle, everythingConstants.SAMPLE);
    }

    private static Numbers numbers() {
        return new Numbers(true, (byte) -1, (short) -2, -3, -4, -5.5);
    }

    private static Tree tree(int value, Tree... branches) {
        return new Tree(value, List.of(branches));
    }

    private void containers() {
        echo(
                "nested containers",
                calls::echoNested,
                List.of(),
                List.of(Map.of()),
                List.of(Map.of("a", Set.of(1, -2), "b", Set.of(3)), Map.of("", Set.of())));
        echo("enum keys", calls::echoByLevel, Map.of(Level.HIGH, List.of(numbers(), numbers()), Level.LOW, List.of()));
        echo("struct keys", calls::echoByPlace, Map.of(new Place(1, "a"), "one", new Place(2, ""), ""));
        echo("list of doubles", calls::echoDoubles, List.of(), List.of(1.5, -1e-300, 0.0));
        echo(
                "list of lists of booleans",
                calls::echoFlags,
                List.of(),
                List.of(List.of(true, false), List.of(), List.of(false)));
    }

    private void constants() {
        checks.put("constant received", () -> assertThat(calls.sample()).isEqualTo(everythingConstants.SAMPLE));
        checks.put("constant sent", () -> assertThat(calls.isSample(everythingConstants.SAMPLE))
                .isTrue());
    }

    private void declaredExceptions() {
        Refused refused = new Refused("no", Level.HIGH);
        Broken broken = new Broken(-1).setDetail("broken");
        checks.put(
                "result", () -> assertThat(calls.finish(Ending.RETURN, "text")).isEqualTo("text"));
        checks.put("first declared exception", () -> thrown(refused, () -> calls.finish(Ending.REFUSED, "")));
        checks.put("second declared exception", () -> thrown(broken, () -> calls.finish(Ending.BROKEN, "")));
        checks.put("declared exceptions of void", () -> {
            thrown(refused, () -> calls.finishVoid(Ending.REFUSED));
            thrown(broken, () -> calls.finishVoid(Ending.BROKEN));
        });
    }

    private static void thrown(Exception expected, ThrowingCallable call) {
        assertThatExceptionOfType(expected.getClass()).isThrownBy(call).isEqualTo(expected);
    }

    private void errors(int undeclared, int unknownMethod) {
        checks.put("undeclared exception", () -> refused(undeclared, () -> calls.finish(Ending.UNDECLARED, "")));
        checks.put(
                "undeclared exception of void", () -> refused(undeclared, () -> calls.finishVoid(Ending.UNDECLARED)));
        checks.put("unknown method", () -> refused(unknownMethod, () -> newer.notThere("x")));
        echo("the same connection", calls::echoText, "again");
        checks.put("oneway executed", () -> {
            String text = "java " + System.nanoTime();
            calls.note(text);
            assertThat(calls.noted(text)).isTrue();
        });
    }

    private static void refused(int type, ThrowingCallable call) {
        assertThatExceptionOfType(TApplicationException.class)
                .isThrownBy(call)
                .extracting(TApplicationException::getType)
                .isEqualTo(type);
    }
}
