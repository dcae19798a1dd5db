package io.thriftboot.compatibility;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.thriftboot.Libthrift;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.compatibility.older.OlderService;
import org.junit.jupiter.api.Test;

/** The build runs this test with libthrift 0.20: it is found out at start, by an error that Spring Boot is told to explain. */
class TooOldTests {

    @Test
    void whenLibthriftIsTooOldAServiceCannotBeRead() {
        assertThat(Libthrift.version()).isEqualTo("0.20.0");
        assertThatExceptionOfType(LinkageError.class)
                .isThrownBy(() -> ServiceDescriptor.of(OlderService.class))
                .withMessageContaining("org.apache.thrift.");
    }
}
