package io.thriftboot.spring.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;
import org.springframework.context.ConfigurableApplicationContext;

/** Who gets what at {@code /actuator/thriftconsole}. */
@ExtendWith(OutputCaptureExtension.class)
class ThriftConsoleAccessTests {

    @ParameterizedTest
    @CsvSource({"none,thriftconsole", "none,*", "unrestricted,health"})
    void whenAccessOrExposureIsMissingThereIsNothing(String access, String exposed) throws Exception {
        try (ConfigurableApplicationContext context = ConsoleApplication.start(
                "management.endpoint.thriftconsole.access=" + access,
                "management.endpoints.web.exposure.include=" + exposed)) {
            assertThatNothingIsThere(context);
        }
    }

    @Test
    void whenNothingIsSetThereIsNothing(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = ConsoleApplication.startClosed(ConsoleApplication.class)) {
            assertThatNothingIsThere(context);
            assertThat(output).doesNotContain("Thrift console:");
        }
    }

    private static void assertThatNothingIsThere(ConfigurableApplicationContext context) throws Exception {
        ConsoleHttp http = new ConsoleHttp(ConsoleApplication.base(context));
        for (String path : List.of("", "/app.js", "/model", "/calls?server=default")) {
            assertThat(http.get(path).statusCode()).isEqualTo(404);
        }
        assertThat(http.call("/UserService/getUser", "{\"id\":1}").statusCode()).isEqualTo(404);
        assertThat(context.getBeansOfType(ThriftConsoleEndpoint.class)).isEmpty();
    }

    @Test
    void whenAccessIsReadOnlyThePageIsThereAndCallsAreNot() throws Exception {
        try (ConfigurableApplicationContext context =
                ConsoleApplication.start("management.endpoint.thriftconsole.access=read-only")) {
            ConsoleHttp http = new ConsoleHttp(ConsoleApplication.base(context));
            assertThat(http.get("").statusCode()).isEqualTo(200);
            assertThat(http.get("/model").body()).contains("\"canCall\":false");
            assertThat(http.call("/UserService/getUser", "{\"id\":1}").statusCode())
                    .isIn(404, 405);
        }
    }

    @Test
    void whenTheProtocolCarriesNoHeadersThatIsSaid() throws Exception {
        try (ConfigurableApplicationContext context =
                ConsoleApplication.start("thrift.server.protocol=compact", "thrift.client.protocol=compact")) {
            ConsoleHttp http = new ConsoleHttp(ConsoleApplication.base(context));
            for (String target : List.of("server:default", "client:users")) {
                assertThat(http.call("/UserService/getUser", "{\"id\":1}", "target", target)
                                .body())
                        .contains("\"outcome\":\"reply\"");
                assertThat(http.call("/UserService/getUser", "{\"id\":1}", "target", target, "headers", "{\"a\":\"b\"}")
                                .body())
                        .contains("headers: [a] (expected: none, since " + target + " speaks COMPACT");
            }
        }
    }

    @Test
    void whenTheEndpointHasAnotherPathThePageLooksForItsFilesThere() throws Exception {
        try (ConfigurableApplicationContext context =
                ConsoleApplication.start("management.endpoints.web.path-mapping.thriftconsole=tools/try")) {
            ConsoleHttp http = new ConsoleHttp(ConsoleApplication.base(context).replace("thriftconsole", "tools/try"));
            assertThat(http.get("").body()).contains("src=\"try/app.js\"");
            assertThat(http.get("/app.js").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void whenOnlyThisMachineReachesItTheUrlIsLoggedWithoutAWarning(CapturedOutput output) {
        try (ConfigurableApplicationContext context = ConsoleApplication.start()) {
            assertThat(output)
                    .contains("Thrift console: http://localhost:"
                            + context.getEnvironment().getProperty("local.server.port") + "/actuator/thriftconsole")
                    .doesNotContain("everybody who reaches port");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"server.address=0.0.0.0", "management.server.port=0"})
    void whenOthersReachItAWarningIsLogged(String property, CapturedOutput output) {
        try (ConfigurableApplicationContext context = ConsoleApplication.start(property)) {
            assertThat(output)
                    .contains("Thrift console: everybody who reaches port "
                            + context.getEnvironment().getProperty("local.management.port"));
        }
    }

    @Test
    void whenACallIsMadeItIsLoggedWithoutItsArguments(CapturedOutput output) throws Exception {
        try (ConfigurableApplicationContext context = ConsoleApplication.start()) {
            new ConsoleHttp(ConsoleApplication.base(context)).call("/UserService/getUser", "{\"id\":4711}");
            assertThat(output)
                    .contains("Thrift console: user=- target=- call=UserService.getUser outcome=reply ms=")
                    .doesNotContain("4711");
        }
    }

    static Stream<String> filesOfOurs() {
        return ConsoleAssets.names().stream().filter(name -> !name.equals("codemirror.js"));
    }

    @ParameterizedTest
    @MethodSource("filesOfOurs")
    void whenFilesAreReadTheyMakeNoMarkupOfTextAndLoadNothingFromElsewhere(String name) {
        try (var file = ConsoleAssets.get(name).getInputStream()) {
            assertThat(new String(file.readAllBytes(), StandardCharsets.UTF_8))
                    .doesNotContain(
                            "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "Function(")
                    .doesNotContain("http://", "https://", "style=\"");
        } catch (IOException ex) {
            throw new UncheckedIOException(ex);
        }
    }
}
