package io.thriftboot.spring.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.jayway.jsonpath.JsonPath;
import io.thriftboot.model.ThriftJson;
import io.thriftboot.spring.console.ConsoleApplication.Handlers;
import io.thriftboot.spring.console.ConsoleApplication.Seen;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.ConfigurableApplicationContext;

/** The console over HTTP, with full access. */
class ThriftConsoleEndpointTests {

    private static ConfigurableApplicationContext context;
    private static ConsoleHttp http;

    @BeforeAll
    static void start() {
        context = ConsoleApplication.start();
        http = new ConsoleHttp(ConsoleApplication.base(context));
    }

    @AfterAll
    static void stop() {
        context.close();
    }

    @Test
    void whenThePageIsAskedForItIsHtmlWithAStrictPolicy() throws Exception {
        HttpResponse<String> page = http.get("");
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.body())
                .contains(
                        "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; script-src 'self';"
                                + " style-src 'self'; connect-src 'self'; img-src 'self' data:; form-action 'none';"
                                + " base-uri 'none'\">")
                .contains("src=\"thriftconsole/app.js\"")
                .doesNotContain("@base@");
    }

    @ParameterizedTest
    @CsvSource({
        "app.js,text/javascript",
        "codemirror.js,text/javascript",
        "console.css,text/css",
        "model,application/json"
    })
    void whenAFileIsAskedForItHasItsType(String name, String type) throws Exception {
        HttpResponse<String> file = http.get("/" + name);
        assertThat(file.statusCode()).isEqualTo(200);
        assertThat(file.headers().firstValue("Content-Type"))
                .hasValueSatisfying(value -> assertThat(value).startsWith(type));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/console.html", "/..%2Fapplication.yml", "/ThriftConsoleEndpoint.class", "/nothing", "/calls"})
    void whenSomethingElseIsAskedForItIsNotThere(String path) throws Exception {
        assertThat(http.get(path).statusCode()).isIn(400, 404);
    }

    @Test
    void whenTheModelIsAskedForServersClientsAndTypesAreInIt() throws Exception {
        String model = http.get("/model").body();
        assertThat((Boolean) JsonPath.read(model, "$.canCall")).isTrue();
        assertThat(strings(model, "$.targets[*].id")).containsExactly("server:default", "client:users");
        assertThat((String) JsonPath.read(model, "$.targets[0].services.UserService"))
                .isEqualTo("io.thriftboot.spring.consoleapi.UserService");
        assertThat((String) JsonPath.read(
                        model, "$.model.services['io.thriftboot.spring.consoleapi.UserService'].methods.getUser.doc"))
                .startsWith("Finds a user.");
        assertThat(strings(model, "$.model.enums.Role.values[*].name")).containsExactly("GUEST", "MEMBER", "ADMIN");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server:default", "client:users"})
    void whenAMethodIsCalledItsReplyKeepsEveryDigit(String target) throws Exception {
        String reply = body("/UserService/getUser", "{\"id\":9007199254740993}", "target", target);
        assertThat((String) JsonPath.read(reply, "$.outcome")).isEqualTo("reply");
        assertThat((String) JsonPath.read(reply, "$.body"))
                .startsWith("{\"id\":9007199254740993,")
                .contains(
                        "\"role\":\"ADMIN\"",
                        "\"contact\":{\"mail\":\"ada@example.org\"}",
                        "{\"logins\":9007199254740993}");
        assertThat((Integer) JsonPath.read(reply, "$.micros")).isPositive();
    }

    @ParameterizedTest
    @ValueSource(strings = {"server:default", "client:users"})
    void whenAStringIsLongItGoesThereAndBack(String target) throws Exception {
        String name = "x".repeat(100_000);
        String args = "{\"user\":{\"id\":1,\"name\":\"" + name + "\"}}";
        String reply = body("/UserService/saveUser", args, "target", target);
        assertThat((String) JsonPath.read(reply, "$.outcome")).isEqualTo("reply");
        assertThat((String) JsonPath.read(reply, "$.body")).contains(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"server:default", "client:users"})
    void whenJsonIsTooLongItIsRefused(String target) throws Exception {
        String args = "{\"user\":\"" + "x".repeat(ThriftJson.MAX_LENGTH) + "\"}";
        HttpResponse<String> response = http.call("/UserService/saveUser", args, "target", target);
        if (WebStack.present() == WebStack.WEBFLUX) {
            // Its codecs take less.
            assertThat(response.statusCode()).isEqualTo(413);
            return;
        }
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat((String) JsonPath.read(response.body(), "$.error"))
                .isEqualTo("JSON: 1048587 characters (expected: at most 1048576)");
    }

    @Test
    void whenAServerIsCalledInterceptorsSeeTheConsoleAndTheSizesAreThere() throws Exception {
        String reply = body("/UserService/getUser", "{\"id\":1}");
        assertThat(context.getBean(Seen.class).peer)
                .isInstanceOf(ConsolePeer.class)
                .hasToString("console");
        assertThat((Integer) JsonPath.read(reply, "$.requestBytes")).isGreaterThan(10);
        assertThat((Integer) JsonPath.read(reply, "$.replyBytes")).isGreaterThan(50);
        assertThat((String) JsonPath.read(reply, "$.headers['x-node']")).startsWith("<img");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server:default", "client:users"})
    void whenTheMethodThrowsWhatIsDeclaredThatIsTheOutcome(String target) throws Exception {
        String reply = body("/UserService/getUser", "{\"id\":-1}", "target", target);
        assertThat((String) JsonPath.read(reply, "$.outcome")).isEqualTo("exception");
        assertThat((String) JsonPath.read(reply, "$.type")).isEqualTo("UserNotFound");
        assertThat((String) JsonPath.read(reply, "$.body")).isEqualTo("{\"id\":-1,\"message\":\"nobody\"}");
    }

    @Test
    void whenTheHandlerHasABugThePageSeesNoMoreThanAClient() throws Exception {
        String reply = body("/OrderService/price", "{\"product\":\"x\"}");
        assertThat((String) JsonPath.read(reply, "$.outcome")).isEqualTo("error");
        assertThat((String) JsonPath.read(reply, "$.type")).isEqualTo("INTERNAL_ERROR");
        assertThat(reply).contains("internal error in OrderService.price").doesNotContain("secret", "java.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"server:default", "client:users"})
    void whenTheMethodIsOnewayItIsSent(String target) throws Exception {
        String reply = body("/UserService/forget", "{\"id\":1}", "target", target);
        assertThat((String) JsonPath.read(reply, "$.outcome")).isEqualTo("sent");
    }

    @Test
    void whenThereAreHeadersTheHandlerGetsThem() throws Exception {
        String reply = body("/NoticeService/tenant", "{}", "headers", "{\"x-tenant\":\"a\"}");
        assertThat((String) JsonPath.read(reply, "$.body")).isEqualTo("\"a\"");
    }

    @Test
    void whenAClientIsCalledHeadersGoThereAndComeBack() throws Exception {
        String reply =
                body("/UserService/getUser", "{\"id\":1}", "target", "client:users", "headers", "{\"x-tenant\":\"a\"}");
        assertThat((String) JsonPath.read(reply, "$.headers['x-node']")).startsWith("<img");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '#',
            value = {
                "{\"id\":; line 1, column 7: unexpected end",
                "{\"id\":\"x\"}; /id: \"x\" (expected: i64)",
                "{\"idd\":1}; /: unknown field 'idd' (expected: one of [id])",
            })
    void whenArgumentsDoNotFitThePlaceIsNamed(String args, String message) throws Exception {
        HttpResponse<String> response = http.call("/UserService/getUser", args);
        assertThat(response.statusCode()).isEqualTo(400);
        assertThat((String) JsonPath.read(response.body(), "$.error")).isEqualTo(message);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "/UserService/getUser; target; server:other; 404; target: server:other (expected: one of [server:default, client:users])",
                "/UserService/getUser; target; tcp://example.org:1; 404; target: tcp://example.org:1 (expected: one of [server:default, client:users])",
                "/UserService/nothing; target; server:default; 404; method: nothing (expected: one of [forget, getUser, saveUser])",
                "/OrderService/count; target; client:users; 404; service: OrderService (expected: one of [UserService])",
                "/UserService/getUser; timeout; 61s; 400; timeout: 61s (expected: such as 5s, at most 60s)",
                "/UserService/getUser; timeout; soon; 400; timeout: soon (expected: such as 5s, at most 60s)",
                "/UserService/getUser; headers; []; 400; headers: no object (expected: an object of strings)",
            })
    void whenSomethingCannotBeCalledThatIsSaid(String path, String name, String value, int status, String message)
            throws Exception {
        HttpResponse<String> response = http.call(path, "{\"id\":1}", name, value);
        assertThat(response.statusCode()).isEqualTo(status);
        assertThat((String) JsonPath.read(response.body(), "$.error")).isEqualTo(message);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "text/plain",
                "multipart/form-data; boundary=x",
                "application/octet-stream"
            })
    void whenTheBodyIsNotJsonItIsRefusedUnread(String type) throws Exception {
        int before = context.getBean(Seen.class).calls.get();
        assertThat(http.post("/UserService/getUser", type, "args={}").statusCode())
                .isEqualTo(415);
        assertThat(context.getBean(Seen.class).calls).hasValue(before);
    }

    @Test
    void whenAnotherSiteAsksWhetherItMayCallItIsNotAllowed() throws Exception {
        HttpResponse<String> answer = http.preflight("/UserService/getUser", "https://elsewhere.example");
        assertThat(answer.headers().map().keySet())
                .noneSatisfy(name -> assertThat(name).startsWithIgnoringCase("access-control-"));
    }

    @Test
    void whenCallsAreSlowTheyTimeOutAndTooManyAreRefused() throws Exception {
        try (ConfigurableApplicationContext own = ConsoleApplication.start()) {
            ConsoleHttp page = new ConsoleHttp(ConsoleApplication.base(own));
            List<CompletableFuture<HttpResponse<String>>> slow = new ArrayList<>();
            for (int i = 0; i < ConsoleInvoker.MOST_CALLS; i++) {
                slow.add(page.callLater("/OrderService/count", "{\"product\":\"wait\"}", "timeout", "1s"));
            }
            Seen seen = own.getBean(Seen.class);
            await().until(() -> seen.calls.get() == ConsoleInvoker.MOST_CALLS);
            HttpResponse<String> fifth = page.call("/OrderService/count", "{\"product\":\"x\"}");
            assertThat(fifth.statusCode()).isEqualTo(429);
            for (CompletableFuture<HttpResponse<String>> call : slow) {
                assertThat(call.get().statusCode()).isEqualTo(504);
                assertThat(call.get().body()).contains("no answer within 1000 ms");
            }
            own.getBean(Handlers.Orders.class).release.countDown();
            await().untilAsserted(() -> assertThat(page.call("/OrderService/count", "{\"product\":\"x\"}")
                            .statusCode())
                    .isEqualTo(200));
        }
    }

    @Test
    void whenThereIsAnAccessLogItsLastCallsCanBeRead() throws Exception {
        body("/OrderService/price", "{\"product\":\"x\"}");
        String calls = http.get("/calls?server=default").body();
        assertThat(strings(calls, "$[?(@.method=='price')].outcome")).contains("error");
        assertThat(strings(calls, "$[?(@.method=='price')].peer")).contains("console");
        int last = numbers(calls, "$[*].number").stream().mapToInt(i -> i).max().orElseThrow();
        body("/UserService/getUser", "{\"id\":1}");
        String later = http.get("/calls?server=default&after=" + last).body();
        assertThat(strings(later, "$[*].method")).containsExactly("getUser");
    }

    private static List<String> strings(String json, String path) {
        return JsonPath.read(json, path);
    }

    private static List<Integer> numbers(String json, String path) {
        return JsonPath.read(json, path);
    }

    private static String body(String path, String args, String... more) throws Exception {
        HttpResponse<String> response = http.call(path, args, more);
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        return response.body();
    }
}
