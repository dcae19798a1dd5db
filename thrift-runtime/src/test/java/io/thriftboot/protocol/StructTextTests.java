package io.thriftboot.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import io.thriftboot.testapi.Account;
import io.thriftboot.testapi.Awkward;
import io.thriftboot.testapi.Color;
import io.thriftboot.testapi.Item;
import io.thriftboot.testapi.Login;
import io.thriftboot.testapi.Note;
import io.thriftboot.testapi.Tree;
import java.nio.ByteBuffer;
import java.util.AbstractList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class StructTextTests {

    private static final Awkward AWKWARD = new Awkward()
            .setByNote(Map.of(new Note("a"), 1))
            .setByList(Map.of(List.of(1, 2), "b"))
            .setDoubles(List.of(1.5, Double.NaN, Double.NEGATIVE_INFINITY))
            .setFlag(true)
            .setByBool(Map.of(true, 0.5))
            .setBig(Long.MIN_VALUE)
            .setColors(Set.of(Color.GREEN))
            .setKey(new UUID(0, 1))
            .setByNumber(Map.of(7L, "seven"))
            .setData(new byte[] {0, -1})
            .setText("\"quoted\" \\ \n ü \u0001")
            .setNote(new Note("inner"))
            .setSmall((byte) -1)
            .setShort((short) 300);

    @Test
    void jsonIsJson() {
        assertThat(StructText.json(AWKWARD))
                .isEqualTo("{\"byNote\":[{\"key\":{\"text\":\"a\"},\"value\":1}],"
                        + "\"byList\":[{\"key\":[1,2],\"value\":\"b\"}],"
                        + "\"doubles\":[1.5,\"NaN\",\"-Infinity\"],"
                        + "\"flag\":true,"
                        + "\"byBool\":{\"true\":0.5},"
                        + "\"big\":-9223372036854775808,"
                        + "\"colors\":[2],"
                        + "\"key\":\"00000000-0000-0000-0000-000000000001\","
                        + "\"byNumber\":{\"7\":\"seven\"},"
                        + "\"data\":\"AP8=\","
                        + "\"text\":\"\\\"quoted\\\" \\\\ \\n ü \\u0001\","
                        + "\"note\":{\"text\":\"inner\"},"
                        + "\"small\":-1,"
                        + "\"short\":300}");
    }

    @Test
    void whenSeveralPairsAreWrittenTheyAreSeparate() {
        String json = StructText.json(new Awkward().setByNote(Map.of(new Note("a"), 1, new Note("b"), 2)));

        assertThat(json)
                .startsWith("{\"byNote\":[")
                .contains("},{\"key\":")
                .endsWith("}],\"flag\":false,\"big\":0," + "\"small\":0,\"short\":0}");
    }

    @Test
    void whenContainersAreEmptyTheirShapeStays() {
        assertThat(StructText.json(new Tree().setChildren(List.of()))).isEqualTo("{\"value\":0,\"children\":[]}");
        assertThat(StructText.json(new Awkward().setByNote(Map.of()))).startsWith("{\"byNote\":{},");
    }

    @Test
    void debugHasALineForEachField() {
        assertThat(StructText.debug(AWKWARD)).isEqualTo("""
                Awkward {
                  01: byNote (map) = map<struct, i32>[1] {
                    Note {
                      01: text (string) = "a",
                    } -> 1,
                  },
                  02: byList (map) = map<list, string>[1] {
                    list<i32>[2] {
                      [0] = 1,
                      [1] = 2,
                    } -> "b",
                  },
                  03: doubles (list) = list<double>[3] {
                    [0] = 1.5,
                    [1] = NaN,
                    [2] = -Infinity,
                  },
                  04: flag (bool) = true,
                  05: byBool (map) = map<bool, double>[1] {
                    true -> 0.5,
                  },
                  06: big (i64) = -9223372036854775808,
                  07: colors (set) = set<i32>[1] {
                    [0] = 2,
                  },
                  08: key (uuid) = 00000000-0000-0000-0000-000000000001,
                  09: byNumber (map) = map<i64, string>[1] {
                    7 -> "seven",
                  },
                  10: data (string) = 0x00ff,
                  11: text (string) = "\\"quoted\\" \\\\ \\u000a ü \\u0001",
                  12: note (struct) = Note {
                    01: text (string) = "inner",
                  },
                  13: small (i8) = -1,
                  14: short (i16) = 300,
                }""");
    }

    @Test
    void whenAValueIsLongDebugCutsItAndSaysHowLongItIs() {
        Awkward awkward = new Awkward().setText("x".repeat(300)).setData(ByteBuffer.allocate(1000));

        assertThat(StructText.debug(awkward))
                .contains("\"" + "x".repeat(256) + "\"... (300 characters),")
                .contains("0x" + "00".repeat(256) + "... (1000 bytes),");
    }

    @Test
    void whenARequiredFieldIsMissingSaysWhich() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> StructText.json(new Note()))
                .withMessageStartingWith("Note: cannot be written as text: ")
                .withMessageContaining("text");
        assertThatIllegalArgumentException().isThrownBy(() -> StructText.debug(new Note()));
    }

    @Test
    void whenFieldIsSensitiveItsLineHidesIt() {
        assertThat(StructText.line(Login.token("s3cret"), 100)).isEqualTo("Login(token=***)");
        assertThat(StructText.line(Login.account(new Account().setUser("a\n\"b")), 100))
                .isEqualTo("Login(account=Account(user=\"a\\u000a\\\"b\"))");
    }

    @Test
    void whenValueIsLongItsLineSaysHowLong() {
        Item item = new Item().setName("x".repeat(300)).setData(new byte[257]).setColor(Color.RED);

        assertThat(StructText.line(item, 10_000))
                .contains("name=\"" + "x".repeat(256) + "\"... (300 characters)")
                .contains("data=0x" + "00".repeat(256) + "... (257 bytes)")
                .endsWith(", color=RED)");
    }

    @Test
    void whenStructIsHugeItsLineTakesNoMoreThanItsRoom() {
        List<String> tags = new AbstractList<>() {
            @Override
            public String get(int index) {
                assertThat(index).isLessThan(20);
                return "tag";
            }

            @Override
            public int size() {
                return Integer.MAX_VALUE;
            }
        };

        assertThat(StructText.line(new Item().setTags(tags), 30)).isEqualTo("Item(tags=[\"tag\", \"tag\", \"tag\"...");
    }
}
