package io.thriftboot.model;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTests {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "[]",
                "null",
                "[1,-0.5,1e10,9223372036854775807,123456789012345678901234567890]",
                "{\"a\":{\"b\":[true,false,null,\"\\\"\\\\\\n\\u0001\\u2028é😀\"]}}"
            })
    void whenTextIsReadAndWrittenNothingIsLost(String text) {
        assertThat(Json.text(Json.parse(text, 64))).isEqualTo(text);
    }

    @Test
    void whenThereAreBlanksTheyAreSkipped() {
        assertThat(Json.text(Json.parse(" {\n \"a\" : [ 1 ,\t2 ] } \r\n", 64))).isEqualTo("{\"a\":[1,2]}");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "{\"a\":1,}; line 1, column 8: unexpected '}'",
                "{\"a\" 1}; line 1, column 6: unexpected '1'",
                "{a:1}; line 1, column 2: unexpected 'a'",
                "[1; line 1, column 3: unexpected end",
                "[01]; line 1, column 3: unexpected '1'",
                "[1.]; line 1, column 3: unexpected '.'",
                "[+1]; line 1, column 2: unexpected '+'",
                "\"ab; line 1, column 1: a string without its end",
                "\"\\x\"; line 1, column 3: unexpected 'x'",
                "\"\\u12g4\"; line 1, column 3: unexpected 'u'",
                "{\"a\":1,\"a\":2}; line 1, column 8: 'a' a second time",
                "[1] 2; line 1, column 5: unexpected '2'",
                "nul; line 1, column 1: unexpected 'n'",
                "##; line 1, column 1: unexpected end",
            })
    void whenTextIsNoJsonItsPlaceIsNamed(String text, String message) {
        assertThatExceptionOfType(BadJsonException.class)
                .isThrownBy(() -> Json.parse(text, 64))
                .withMessage(message);
    }

    @Test
    void whenTheMistakeIsInALaterLineThatIsNamed() {
        assertThatExceptionOfType(BadJsonException.class)
                .isThrownBy(() -> Json.parse("{\n  \"a\": 1,\n        }", 64))
                .withMessage("line 3, column 9: unexpected '}'");
    }

    @Test
    void whenItIsNestedTooDeeplyItIsRefused() {
        assertThat(Json.parse("[".repeat(64) + "]".repeat(64), 64)).isNotNull();
        assertThatExceptionOfType(BadJsonException.class)
                .isThrownBy(() -> Json.parse("[".repeat(100_000), 64))
                .withMessage("line 1, column 65: nested deeper than 64 levels");
    }
}
