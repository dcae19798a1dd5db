package io.thriftboot;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.thrift.TApplicationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class AccessRefusalTests {

    @ParameterizedTest
    @CsvSource({
        "NOT_AUTHENTICATED, not authenticated, not_authenticated",
        "ACCESS_DENIED,     access denied,     access_denied"
    })
    void whenItIsSentTheClientSeesATextAndNothingElse(AccessRefusal refusal, String text, String name) {
        TApplicationException exception = refusal.exception();

        assertThat(exception.getType()).isEqualTo(TApplicationException.UNKNOWN);
        assertThat(exception).hasMessage(text).hasNoCause();
        assertThat(refusal).hasToString(name);
    }

    @ParameterizedTest
    @EnumSource
    void whenItIsReceivedItIsRecognized(AccessRefusal refusal) {
        assertThat(AccessRefusal.of(refusal.exception())).isEqualTo(refusal);
    }

    @Test
    void whenItIsSomethingElseItIsNone() {
        assertThat(AccessRefusal.of(null)).isNull();
        assertThat(AccessRefusal.of(new TApplicationException(TApplicationException.UNKNOWN, "access denied, sort of")))
                .isNull();
        assertThat(AccessRefusal.of(new TApplicationException(TApplicationException.INTERNAL_ERROR, "access denied")))
                .isNull();
        assertThat(AccessRefusal.of(new IllegalStateException("access denied"))).isNull();
    }
}
