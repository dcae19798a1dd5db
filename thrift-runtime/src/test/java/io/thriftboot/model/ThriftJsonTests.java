package io.thriftboot.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.thriftboot.MethodDescriptor;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.modelapi.Choice;
import io.thriftboot.modelapi.Everything;
import io.thriftboot.modelapi.Level;
import io.thriftboot.modelapi.Missing;
import io.thriftboot.modelapi.ModelService;
import io.thriftboot.protocol.MessageLimits;
import io.thriftboot.protocol.ThriftProtocol;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.apache.thrift.TBase;
import org.apache.thrift.TException;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.protocol.TProtocolException;
import org.apache.thrift.protocol.TType;
import org.apache.thrift.transport.TMemoryBuffer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThriftJsonTests {

    private static final ServiceDescriptor SERVICE = ServiceDescriptor.of(ModelService.class);
    private static final ThriftModel MODEL =
            ModelReader.read(List.of(SERVICE), IdlDocs.onClassPath(ThriftJsonTests.class.getClassLoader()));
    private static final ThriftJson JSON = new ThriftJson(MODEL);

    static final String EVERYTHING = """
            {"flag":true,"small":-128,"middle":32767,"whole":-2147483648,"big":9223372036854775807,
            "fraction":0.1,"text":"a\\"b\\u0000","data":"AAH/","key":"00112233-4455-6677-8899-aabbccddeeff",
            "level":"HIGH","numbers":[9007199254740993,-1],"words":["b","a"],
            "byNumber":{"9007199254740993":"big","-1":"small"},"byLevel":{"LOW":1,"77":2},
            "byLeaf":[[{"value":1},"one"],[{"value":2},"two"]],"byList":[[[1,2],true],[[],false]],
            "choice":{"number":9007199254740993},
            "node":{"name":"a","children":[{"name":"b","children":[]}],"next":{"name":"c"}},
            "blob":"","ids":[1],"id":1,"leaves":[{"value":3}],"byFlag":{"true":"NaN","false":"-Infinity"},
            "byKey":{"00112233-4455-6677-8899-aabbccddeeff":["LOW",5]}}
            """.replace("\n", "");

    @Test
    void whenJsonGoesToThriftAndBackNothingIsLost() throws TException {
        assertThat(roundTrip(EVERYTHING)).isEqualTo(EVERYTHING);
    }

    @Test
    void whenAProtocolIsCompactTheSameHolds() throws TException {
        TMemoryBuffer buffer = new TMemoryBuffer(64);
        JSON.write(EVERYTHING, everything(), ThriftProtocol.COMPACT.over(buffer, MessageLimits.DEFAULT, true));
        assertThat(JSON.read(everything(), ThriftProtocol.COMPACT.over(buffer, MessageLimits.DEFAULT, true)))
                .isEqualTo(EVERYTHING);
    }

    @Test
    void whenGeneratedCodeReadsWhatWasWrittenItSeesTheSameValues() throws TException {
        Everything value = decode(EVERYTHING.replace(",\"77\":2", "").replace("\"LOW\",5", "\"LOW\""));
        assertThat(value.getBig()).isEqualTo(Long.MAX_VALUE);
        assertThat(value.getLevel()).isEqualTo(Level.HIGH);
        assertThat(value.getData()).containsExactly(0, 1, 0xFF);
        assertThat(value.getByNumber()).isEqualTo(Map.of(9007199254740993L, "big", -1L, "small"));
        assertThat(value.getChoice()).isEqualTo(Choice.number(9007199254740993L));
        assertThat(value.getNode().getChildren().get(0).getName()).isEqualTo("b");
        assertThat(value.getByFlag().get(true)).isNaN();
    }

    @Test
    void whenGeneratedCodeWritesWhatItHasReadTheJsonIsTheSame() throws TException {
        String known = EVERYTHING.replace(",\"77\":2", "").replace("\"LOW\",5", "\"LOW\"");
        TMemoryBuffer buffer = new TMemoryBuffer(64);
        decode(known).write(binary(buffer));
        Everything again = decode(JSON.read(everything(), binary(buffer)));
        assertThat(again).isEqualTo(decode(known));
    }

    @Test
    void whenFieldsAreLeftOutReadersTakeTheirDefaults() throws TException {
        assertThat(decode("{}").getId()).isEqualTo(9007199254740993L);
        assertThat(decode("{\"node\":{}}").getNode().getName()).isEqualTo("root");
        assertThat(roundTrip("{}")).isEqualTo("{}");
    }

    @Test
    void whenNumbersAreStringsTheyAreTakenToo() throws TException {
        assertThat(
                        roundTrip(
                                "{\"flag\":\"true\",\"big\":\"-5\",\"fraction\":\"1.5\",\"level\":\"9\",\"byLevel\":{\"9\":3}}"))
                .isEqualTo("{\"flag\":true,\"big\":-5,\"fraction\":1.5,\"level\":\"HIGH\",\"byLevel\":{\"HIGH\":3}}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "{\"whole\":\"abc\"}; /whole: \"abc\" (expected: i32)",
                "{\"whole\":1.5}; /whole: 1.5 (expected: i32)",
                "{\"whole\":1e3}; /whole: 1e3 (expected: i32)",
                "{\"whole\":2147483648}; /whole: 2147483648 (expected: i32, -2147483648 to 2147483647)",
                "{\"small\":128}; /small: 128 (expected: i8, -128 to 127)",
                "{\"big\":9223372036854775808}; /big: 9223372036854775808 (expected: i64)",
                "{\"big\":null}; /big: null (expected: i64)",
                "{\"flag\":1}; /flag: 1 (expected: bool)",
                "{\"text\":1}; /text: 1 (expected: string)",
                "{\"data\":\"?\"}; /data: \"?\" (expected: binary, as base64)",
                "{\"key\":\"1-1-1-1-1\"}; /key: \"1-1-1-1-1\" (expected: uuid)",
                "{\"level\":\"LOUD\"}; /level: \"LOUD\" (expected: Level, one of [LOW, HIGH])",
                "{\"numbers\":{}}; /numbers: an object (expected: list<i64>, an array)",
                "{\"numbers\":[1,\"x\"]}; /numbers/1: \"x\" (expected: i64)",
                "{\"words\":[\"a\",\"b\",\"a\"]}; /words/2: \"a\" a second time (expected: each once)",
                "{\"byNumber\":{\"1\":\"a\",\"01\":\"b\"}}; /byNumber/01: \"01\" a second time (expected: each once)",
                "{\"byNumber\":{\"x\":\"a\"}}; /byNumber/x: \"x\" (expected: i64)",
                "{\"byLeaf\":[[1]]}; /byLeaf/0: an array (expected: a pair [key, value] of map<Leaf, string>)",
                "{\"byLeaf\":[[{},\"a\"]]}; /byLeaf/0: missing required field 'value'",
                "{\"choice\":{}}; /choice: 0 members (expected: exactly one of [text, number, leaf])",
                "{\"choice\":{\"text\":\"a\",\"number\":1}}; /choice: 2 members (expected: exactly one of [text, number, leaf])",
                "{\"node\":{\"children\":[{\"nam\":\"x\"}]}}; /node/children/0: unknown field 'nam' (expected: one of [name, children, next])",
                "[]; /: an array (expected: Everything, an object)",
            })
    void whenAValueDoesNotFitItsPlaceIsNamed(String json, String message) {
        assertThatExceptionOfType(BadJsonException.class)
                .isThrownBy(() -> roundTrip(json))
                .withMessage(message);
    }

    @Test
    void whenTextIsTooLongItIsRefused() {
        String json = "{\"text\":\"" + "x".repeat(ThriftJson.MAX_LENGTH) + "\"}";
        assertThatExceptionOfType(BadJsonException.class)
                .isThrownBy(() -> roundTrip(json))
                .withMessage("JSON: 1048587 characters (expected: at most 1048576)");
    }

    @Test
    void whenAValueIsTooLongItIsRefusedThoughItIsOneString() throws TException {
        TMemoryBuffer buffer = new TMemoryBuffer(0);
        Everything value = new Everything();
        value.setText("x".repeat(ThriftJson.MAX_LENGTH));
        value.write(binary(buffer));
        assertThatExceptionOfType(TProtocolException.class)
                .isThrownBy(() -> JSON.read(everything(), binary(buffer)))
                .withMessage("value: longer than 1048576 characters of JSON");
    }

    @ParameterizedTest
    @ValueSource(ints = {30, 200})
    void whenAValueIsNestedTooDeeplyItIsRefused(int depth) throws TException {
        TMemoryBuffer buffer = new TMemoryBuffer(64);
        TProtocol out = binary(buffer);
        for (int i = 0; i < depth; i++) {
            out.writeFieldBegin(new org.apache.thrift.protocol.TField("next", TType.STRUCT, (short) 3));
        }
        for (int i = 0; i <= depth; i++) {
            out.writeFieldStop();
        }
        StructModel node = Objects.requireNonNull(MODEL.structs().get("Node"));
        if (depth < ThriftJson.MAX_DEPTH) {
            assertThat(JSON.read(node, binary(buffer))).endsWith("{\"next\":{}}" + "}".repeat(depth - 1));
        } else {
            assertThatExceptionOfType(TProtocolException.class)
                    .isThrownBy(() -> JSON.read(node, binary(buffer)))
                    .withMessage("value: nested deeper than 64 levels");
        }
    }

    @Test
    void whenAResultHasAValueThatIsIt() throws TException {
        assertThat(result("find", method("find").resultOf(42L))).isEqualTo(new ThriftJson.Result("", "42"));
        assertThat(result("nothing", method("nothing").resultOf((Object) null)))
                .isEqualTo(new ThriftJson.Result("", "null"));
    }

    @Test
    void whenAResultHasAnExceptionItsTypeIsNamed() throws TException {
        Missing missing = new Missing(9007199254740993L, "gone");
        ThriftJson.Result result =
                result("find", Objects.requireNonNull(method("find").resultOf((Throwable) missing)));
        assertThat(result.exception()).isEqualTo("Missing");
        assertThat(result.returned()).isFalse();
        assertThat(result.body()).isEqualTo("{\"id\":9007199254740993,\"why\":\"gone\"}");
    }

    @Test
    void whenAResultIsEmptyThatIsAnError() {
        assertThatExceptionOfType(TProtocolException.class)
                .isThrownBy(() -> result("find", method("find").newResult()))
                .withMessage("find: the result is empty (expected: a value)");
    }

    @Test
    void whenHeadersAreNotTextsThatIsSaid() {
        assertThat(ThriftJson.texts("{\"a\":\"b\"}", "headers")).isEqualTo(Map.of("a", "b"));
        assertThatExceptionOfType(BadJsonException.class)
                .isThrownBy(() -> ThriftJson.texts("{\"a\":1}", "headers"))
                .withMessage("headers/a: 1 (expected: a string)");
        assertThatExceptionOfType(BadJsonException.class)
                .isThrownBy(() -> ThriftJson.texts("[]", "headers"))
                .withMessage("headers: no object (expected: an object of strings)");
    }

    /** Not libthrift's, which cannot read containers of UUIDs. */
    private static TProtocol binary(TMemoryBuffer buffer) {
        return ThriftProtocol.BINARY.over(buffer, MessageLimits.DEFAULT, true);
    }

    private static MethodDescriptor method(String name) {
        return Objects.requireNonNull(SERVICE.method(name));
    }

    private static ThriftJson.Result result(String name, TBase<?, ?> result) throws TException {
        TMemoryBuffer buffer = new TMemoryBuffer(64);
        result.write(binary(buffer));
        ServiceModel service =
                Objects.requireNonNull(MODEL.services().get(SERVICE.type().getName()));
        return JSON.readResult(Objects.requireNonNull(service.methods().get(name)), binary(buffer));
    }

    private static StructModel everything() {
        return Objects.requireNonNull(MODEL.structs().get("Everything"));
    }

    private static String roundTrip(String json) throws TException {
        TMemoryBuffer buffer = new TMemoryBuffer(64);
        JSON.write(json, everything(), binary(buffer));
        return JSON.read(everything(), binary(buffer));
    }

    private static Everything decode(String json) throws TException {
        TMemoryBuffer buffer = new TMemoryBuffer(64);
        JSON.write(json, everything(), binary(buffer));
        Everything value = new Everything();
        value.read(binary(buffer));
        return value;
    }
}
