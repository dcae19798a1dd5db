package io.thriftboot.spring;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.boot.SpringBootVersion;

/** The module {@code compatibility/spring-boot-4.0} runs these tests again with an older Spring Boot. */
class SpringBootVersionTests {

    @Test
    void springBootIsTheExpectedOne() {
        assertThat(SpringBootVersion.getVersion()).isEqualTo(System.getProperty("expected.spring-boot"));
    }
}
