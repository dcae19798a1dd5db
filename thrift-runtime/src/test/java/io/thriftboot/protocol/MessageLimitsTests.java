package io.thriftboot.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.apache.thrift.TConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MessageLimitsTests {

    @ParameterizedTest
    @CsvSource({
        "0, 1, 0, 0, 1, max-frame-size: 0 (expected: 1 to 1073741823)",
        "1073741824, 1, 0, 0, 1, max-frame-size: 1073741824 (expected: 1 to 1073741823)",
        "1, 0, 0, 0, 1, max-message-size: 0 (expected: 1 to 2147483647)",
        "1, 1, -1, 0, 1, max-string-length: -1 (expected: 0 to 2147483647)",
        "1, 1, 0, -1, 1, max-container-size: -1 (expected: 0 to 2147483647)",
        "1, 1, 0, 0, 0, max-depth: 0 (expected: 1 to 2147483647)"
    })
    void whenAValueIsOutOfRangeItIsRefused(int frame, int message, int string, int container, int depth, String text) {
        assertThatThrownBy(() -> new MessageLimits(frame, message, string, container, depth))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(text);
    }

    @Test
    void whenValuesAreAtTheEdgeTheyAreAccepted() {
        TConfiguration configuration = new MessageLimits(1073741823, 1, 0, 0, 1).toConfiguration();

        assertThat(configuration.getMaxFrameSize()).isEqualTo(1073741823);
        assertThat(configuration.getMaxMessageSize()).isEqualTo(1);
        assertThat(configuration.getRecursionLimit()).isEqualTo(1);
    }
}
