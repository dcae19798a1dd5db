package io.thriftboot.spring.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The modules {@code compatibility/webflux} and {@code compatibility/jersey} run these tests again. */
class WebStackTests {

    @Test
    void theWebStackIsTheExpectedOne() {
        assertThat(WebStack.present()).hasToString(System.getProperty("expected.web-stack", "MVC"));
    }
}
