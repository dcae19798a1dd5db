package io.thriftboot.spring.console;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.model.ThriftJson;
import io.thriftboot.spring.console.ConsoleApplication.Handlers;
import io.thriftboot.spring.console.ConsoleApplication.Seen;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.context.ConfigurableApplicationContext;

/** The page in a browser, clicked through. Screenshots go to the folder of the system property {@code console.screenshots}. */
@ExtendWith(ConsoleBrowserTests.NeedsChromium.class)
class ConsoleBrowserTests {

    private static final String GET_USER = "#/call/server%3Adefault/UserService/getUser";
    private static final int CTRL = 2;

    private static ConfigurableApplicationContext context;
    private static Chromium page;

    /** Says why nothing is tested where there is no browser. */
    static final class NeedsChromium implements ExecutionCondition {

        @Override
        public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext extension) {
            if (Chromium.program().isPresent()) {
                return ConditionEvaluationResult.enabled("chromium is installed");
            }
            System.out.println("SKIPPED: ConsoleBrowserTests: no chromium on the PATH (Debian: chromium)");
            return ConditionEvaluationResult.disabled("no chromium on the PATH");
        }
    }

    @BeforeAll
    static void start() throws IOException {
        context = ConsoleApplication.start();
        page = new Chromium(Chromium.program().orElseThrow());
    }

    @AfterAll
    static void stop() throws IOException {
        if (page != null) {
            page.close();
        }
        context.close();
    }

    @BeforeEach
    void fresh() {
        page.size(1280, 800);
        page.scheme("light");
        open("#/");
        page.eval("localStorage.clear()");
        open("#/");
    }

    @AfterEach
    void nothingIsWrong() {
        assertThat(page.complaints).isEmpty();
        assertThat(page.requests).allSatisfy(url -> assertThat(url)
                .startsWith(ConsoleApplication.base(context).replaceAll("/actuator.*", "/")));
        assertThat(page.<String>eval("document.title")).doesNotContain("hacked");
    }

    private static void open(String hash) {
        open(ConsoleApplication.base(context), hash);
    }

    /** A whole load, also where only the part behind the # is another one. */
    private static void open(String base, String hash) {
        page.open("about:blank");
        page.until("location.href === 'about:blank'");
        page.requests.clear();
        page.open(base + hash);
        page.until("document.querySelector('main h1')");
    }

    @Test
    void whenItIsOpenedThereAreServersAndSearchFindsAMethod() throws Exception {
        page.untilText("Servers and clients");
        assertThat(page.text("main")).contains("default", "running", "UserService", "OrderService", "NoticeService");
        screenshot("overview");
        page.press("/", 0);
        page.until("document.activeElement.id === 'search'");
        page.type("user");
        page.until("document.querySelectorAll('#list section:not(.types) ul').length === 2");
        assertThat(page.text("#list")).contains("UserService").doesNotContain("OrderService");
        page.press("ArrowDown", 0);
        page.until("document.activeElement.innerText === 'getUser'");
        page.press("Enter", 0);
        page.until("document.querySelector('main h1').innerText === 'getUser'");
    }

    @Test
    void whenTypesAreFollowedBackReturns() {
        open(GET_USER);
        assertThat(page.text(".signature")).isEqualTo("User getUser(i64 id) throws UserNotFound");
        assertThat(page.text("p.comment")).startsWith("Finds a user. Safe against <img src=x");
        assertThat(page.text("table.fields")).contains("As the user was saved with.");
        page.clickText(".signature a", "User");
        page.until("document.querySelector('main h1').innerText === 'User'");
        assertThat(page.text("table.fields"))
                .contains("required", "optional", "map<string, i64>", "default \"MEMBER\"");
        page.clickText("table.fields a", "Role");
        page.until("document.querySelector('main h1').innerText === 'Role'");
        assertThat(page.text("table.fields")).contains("GUEST", "ADMIN", "9", "Everything.");
        page.eval("history.go(-2)");
        page.until("document.querySelector('main h1').innerText === 'getUser'");
    }

    @Test
    void whenJsonIsSentTheReplyKeepsItsDigits() throws Exception {
        open(GET_USER);
        assertThat(json()).isEqualTo("{\"id\": 0}");
        write("{\"id\": 9007199254740993}");
        page.press("Enter", CTRL);
        page.until("document.querySelector('.outcome.reply')");
        assertThat(page.text(".result"))
                .contains("\"id\": 9007199254740993", "\"role\": \"ADMIN\"", "<img src=x onerror=");
        assertThat(page.text(".summary")).contains("reply", "bytes").containsPattern("\\d (µs|ms)");
        assertThat(page.text("dl.headers")).contains("<img src=x");
        assertThat(page.<Number>eval("document.querySelectorAll('img').length")).isEqualTo(0);
        screenshot("reply");
    }

    @Test
    void whenTheFormIsFilledInTheJsonAgreesAndTheReplyIsTheSame() throws Exception {
        open("#/call/server%3Adefault/UserService/saveUser");
        page.clickText("[role=tab]", "Form");
        page.until("document.querySelector('.form')");
        setOn("age");
        fill("age", "41");
        fill("name", "Grace");
        page.eval("[...document.querySelectorAll('.add')].find(e => e.textContent === '+ element').click()");
        page.eval(
                "(e => { e.value = 'navy'; e.dispatchEvent(new Event('input')); })(document.querySelector('[aria-label=\"element 1\"]'))");
        page.eval(
                "(e => { e.value = 'ADMIN'; e.dispatchEvent(new Event('change')); })(document.querySelector('.form select'))");
        setOn("contact");
        page.click(
                "[...document.querySelectorAll('.choice')].find(e => e.textContent.trim() === 'phone').querySelector('input')");
        page.eval(
                "(e => { e.value = '9007199254740993'; e.dispatchEvent(new Event('input')); })(document.querySelector('[aria-label=phone]'))");
        page.clickOn("#send");
        page.until("document.querySelector('.outcome.reply')");
        assertThat(page.text(".result"))
                .contains(
                        "\"name\": \"Grace\"",
                        "\"age\": 41",
                        "[\"navy\"]",
                        "\"ADMIN\"",
                        "{\"phone\": 9007199254740993}");
        page.size(1280, 860);
        page.eval("document.querySelector('main').scrollTop = 0");
        screenshot("form");
        page.clickText("[role=tab]", "JSON");
        page.until("document.querySelector('.editor')?.editor");
        assertThat(json()).contains("\"age\": 41", "\"phone\": 9007199254740993");
        assertThat(
                        page.<Boolean>eval(
                                "(async () => { const t = await import('./thriftconsole/text.js');"
                                        + " const sorted = v => v instanceof Map ? new Map([...v].sort().map(([k, x]) => [k, sorted(x)])) : v;"
                                        + " const sent = t.parse(document.querySelector('.editor').editor.view.state.doc.toString()).get('user');"
                                        + " return t.stringify(sorted(sent)) === t.stringify(sorted(t.parse(document.querySelector('.result').textContent))); })()"))
                .isTrue();
    }

    @Test
    void whenTextIsCompletedOnlyWhatFitsIsOffered() throws Exception {
        open("#/call/server%3Adefault/UserService/saveUser");
        write("{\"user\": {\"id\": 1, ");
        complete();
        assertThat(options()).containsExactly("name", "role", "age", "tags", "contact", "limits");
        page.press("Escape", 0);
        write("{\"user\": {\"role\": ");
        complete();
        assertThat(options()).containsExactly("GUEST", "MEMBER", "ADMIN");
        // The editor passes over keys that follow at once, since they may be meant for something else.
        page.eval("window.offered = performance.now()");
        page.until("performance.now() - window.offered > 200");
        page.press("ArrowDown", 0);
        page.press("Enter", 0);
        page.until("document.querySelector('.editor').editor.view.state.doc.toString().includes('\"MEMBER\"')");
    }

    @Test
    void whenACallFailsTheOutcomeSaysHow() throws Exception {
        open(GET_USER);
        write("{\"id\": -1}");
        page.clickOn("#send");
        page.until("document.querySelector('.outcome.exception')");
        assertThat(page.text(".summary")).contains("exception UserNotFound");
        assertThat(page.text(".result")).contains("\"message\": \"nobody\"");
        assertThat(colour(".outcome")).isNotEqualTo("rgb(23, 112, 58)");
        screenshot("exception");
        open("#/call/server%3Adefault/OrderService/price");
        page.clickOn("#send");
        page.until("document.querySelector('.outcome.error')");
        assertThat(page.text(".reply")).contains("error INTERNAL_ERROR").doesNotContain("secret", "at io.");
        open("#/call/server%3Adefault/UserService/forget");
        page.clickOn("#send");
        page.until("document.querySelector('.outcome.sent')");
    }

    @Test
    void whenArgumentsAreWrongThePlaceIsNamed() {
        open(GET_USER);
        int before = context.getBean(Seen.class).calls.get();
        write("{\"id\": }");
        page.clickOn("#send");
        page.untilText("Not sent: line 1, column 8: unexpected '}'");
        page.clickText("[role=tab]", "Form");
        page.untilText("The form opens when this is right.");
        write("{\"id\": \"x\"}");
        page.clickOn("#send");
        page.untilText("/id: \"x\" (expected: i64)");
        write("{\"idd\": 1}");
        page.clickOn("#send");
        page.untilText("unknown field 'idd'");
        assertThat(context.getBean(Seen.class).calls).hasValue(before);
    }

    @Test
    void whenACallIsSlowOrTheApplicationGoneTheRequestIsKept() {
        try (ConfigurableApplicationContext own = ConsoleApplication.start()) {
            open(ConsoleApplication.base(own), "#/call/server%3Adefault/OrderService/count");
            write("{\"product\": \"wait\"}");
            page.clickOn("details.options summary");
            page.eval(
                    "(e => { e.value = '1s'; e.dispatchEvent(new Event('input')); })(document.querySelector('#timeout'))");
            page.clickOn("#send");
            page.untilText("The call took too long");
            own.getBean(Handlers.Orders.class).release.countDown();
            page.clickOn("#send");
            page.until("document.querySelector('.outcome.reply')");
            assertThat(json()).isEqualTo("{\"product\": \"wait\"}");
        }
        page.clickOn("#send");
        page.untilText("The application cannot be reached.");
        assertThat(json()).isEqualTo("{\"product\": \"wait\"}");
        page.requests.clear();
    }

    @Test
    void whenHeadersAreSetTheyAreSentAndKeptButNeverStored() {
        open("#/call/server%3Adefault/NoticeService/tenant");
        page.clickOn("details.options summary");
        page.eval(
                "(e => { e.value = '{\"x-tenant\": \"topsecret\"}'; e.dispatchEvent(new Event('input')); })(document.querySelector('#headers'))");
        page.clickOn("#send");
        page.until("document.querySelector('.outcome.reply')");
        assertThat(page.text(".result")).isEqualTo("\"topsecret\"");
        page.eval("location.hash = " + ThriftJson.text(GET_USER));
        page.until("document.querySelector('main h1').innerText === 'getUser'");
        assertThat(page.<String>eval("document.querySelector('#headers').value"))
                .contains("topsecret");
        assertThat(copied("Link")).contains(GET_USER).doesNotContain("topsecret");
        assertThat(page.<String>eval("JSON.stringify(localStorage)"))
                .contains("NoticeService")
                .doesNotContain("topsecret");
    }

    @Test
    void whenTheCurlLineIsRunItsReplyIsTheSame() throws Exception {
        open(GET_USER);
        write("{\"id\": 7}");
        Process curl = new ProcessBuilder("sh", "-c", copied("curl")).start();
        String reply = new String(curl.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(curl.waitFor()).isZero();
        assertThat(reply).contains("\"outcome\":\"reply\"", "{\\\"id\\\":7,");
    }

    @Test
    void whenALinkIsOpenedTheRequestIsThereAndNotSent() {
        open(GET_USER);
        write("{\"id\": 9007199254740993}");
        String link = copied("Link");
        int before = context.getBean(Seen.class).calls.get();
        open(link.substring(0, link.indexOf('#')), link.substring(link.indexOf('#')));
        page.until("document.querySelector('.editor')?.editor");
        assertThat(json()).contains("9007199254740993");
        page.untilText("Nothing sent yet.");
        assertThat(context.getBean(Seen.class).calls).hasValue(before);
    }

    @Test
    void whenCallsWereMadeHistoryBringsThemBack() {
        open(GET_USER);
        for (String id : List.of("11", "22")) {
            write("{\"id\": " + id + "}");
            page.clickOn("#send");
            page.until("document.querySelector('.result')?.textContent.includes('\"id\": " + id + "')");
        }
        open("#/history");
        page.until("document.querySelectorAll('.history li').length === 2");
        page.click("document.querySelectorAll('.history a')[1]");
        page.until("document.querySelector('.editor')?.editor");
        assertThat(json()).contains("11");
        open("#/history");
        page.clickText("button", "Clear");
        page.untilText("Nothing was sent yet.");
    }

    @Test
    void whenTheSystemIsDarkThePageIsAndTheButtonWins() throws Exception {
        open(GET_USER);
        String light = colour("body");
        page.scheme("dark");
        assertThat(colour("body")).isNotEqualTo(light);
        page.clickOn("#send");
        page.until("document.querySelector('.outcome.reply')");
        screenshot("dark");
        page.clickOn("#theme");
        assertThat(colour("body")).isEqualTo(light);
        open(GET_USER);
        assertThat(colour("body")).isEqualTo(light);
    }

    @Test
    void whenTheWindowIsNarrowTheListFoldsAndNothingIsCutOff() throws Exception {
        page.size(375, 740);
        for (String hash :
                List.of("#/", GET_USER, "#/call/server%3Adefault/UserService/saveUser", "#/type/User", "#/history")) {
            open(hash);
            assertThat(page.<Number>eval("document.documentElement.scrollWidth").intValue())
                    .as(hash)
                    .isLessThanOrEqualTo(375);
            assertThat(page.<Number>eval("document.querySelector('main').scrollWidth")
                            .intValue())
                    .as(hash)
                    .isLessThanOrEqualTo(375);
        }
        open(GET_USER);
        page.clickOn("#send");
        page.until("document.querySelector('.outcome.reply')");
        page.eval("document.querySelector('main').scrollTop = 0");
        screenshot("narrow");
        assertThat(page.<String>eval("getComputedStyle(document.querySelector('nav')).display"))
                .isEqualTo("none");
        page.clickOn("#fold");
        assertThat(page.<String>eval("getComputedStyle(document.querySelector('nav')).display"))
                .isEqualTo("block");
    }

    @Test
    void whenCallsAreMadeTheLiveViewShowsThem() throws Exception {
        open("#/calls/default");
        ConsoleHttp http = new ConsoleHttp(ConsoleApplication.base(context));
        http.call("/UserService/getUser", "{\"id\":1}");
        http.call("/UserService/getUser", "{\"id\":-1}", "target", "client:users");
        http.call("/OrderService/price", "{\"product\":\"x\"}");
        page.until("document.querySelector('table.calls tbody')?.innerText.includes('OrderService.price')");
        assertThat(page.text("table.calls"))
                .contains("UserService.getUser", "declared exception", "127.0.0.1", "console");
        screenshot("calls");
    }

    @Test
    void whenAProxyTakesAPrefixAwayAllGoesThroughIt() throws Exception {
        String base = ConsoleApplication.base(context);
        try (PrefixProxy proxy = new PrefixProxy(base.substring(0, base.indexOf("/actuator")))) {
            String proxied = proxy.base() + "/actuator/thriftconsole";
            open(proxied, GET_USER);
            page.clickOn("#send");
            page.until("document.querySelector('.outcome.reply')");
            assertThat(page.requests).contains(proxied + "/UserService/getUser").allSatisfy(url -> assertThat(url)
                    .startsWith(proxied));
            assertThat(copied("Link")).startsWith(proxied + GET_USER);
            assertThat(copied("curl")).startsWith("curl -sS '" + proxied + "/UserService/getUser'");
            open(proxied, "#/calls/default");
            page.until("document.querySelector('table.calls tbody')?.innerText.includes('UserService.getUser')");
        }
        page.open("about:blank");
        page.until("location.href === 'about:blank'");
        page.requests.clear();
    }

    /** Not what it says of a 401: the browser itself asks for a password then, and nobody is there to cancel that. */
    @Test
    void whenItIsGuardedThePageSendsTheTokenAndSaysWhatIsMissing() {
        try (ConfigurableApplicationContext own = ConsoleApplication.startWith(ServletGuard.class)) {
            signIn("ann:secret");
            open(ConsoleApplication.base(own), GET_USER);
            page.clickOn("#send");
            page.until("document.querySelector('.outcome.reply')");
            page.eval("document.cookie = 'XSRF-TOKEN=; Max-Age=0; Path=/'");
            page.clickOn("#send");
            page.untilText("the request lacks a token against forgery");
            assertThat(json()).isEqualTo("{\"id\": 0}");
            assertThat(own.getBean(Seen.class).calls).hasValue(1);
        } finally {
            page.send("Network.setExtraHTTPHeaders", Map.of("headers", Map.of()));
            page.send("Network.clearBrowserCookies", Map.of());
            page.requests.clear();
        }
    }

    private static void signIn(String user) {
        String encoded = Base64.getEncoder().encodeToString(user.getBytes(StandardCharsets.UTF_8));
        page.send("Network.setExtraHTTPHeaders", Map.of("headers", Map.of("Authorization", "Basic " + encoded)));
    }

    @Test
    void whenControlsAreReadAloudEachHasANameAndFocusIsSeen() {
        for (String hash :
                List.of("#/", "#/call/server%3Adefault/UserService/saveUser", "#/history", "#/calls/default")) {
            open(hash);
            assertThat(nameless()).as(hash).isEmpty();
        }
        open("#/call/server%3Adefault/UserService/saveUser");
        write("{}");
        assertThat(page.<String>eval("getComputedStyle(document.querySelector('.editor')).outlineStyle"))
                .isNotEqualTo("none");
        write("{\"user\": {\"id\": 1, \"name\": \"\", \"tags\": [], \"limits\": {}}}");
        page.clickText("[role=tab]", "Form");
        page.until("document.querySelector('.form')");
        setOn("contact");
        setOn("role");
        page.eval("document.querySelectorAll('.add').forEach(e => e.click())");
        assertThat(nameless()).isEmpty();
        page.press("/", 0);
        for (String selector : List.of("#search", "#list a", "#send", "[role=tab]", ".form input", ".form select")) {
            page.eval("document.querySelector(" + ThriftJson.text(selector) + ").focus()");
            assertThat(page.<String>eval("getComputedStyle(document.activeElement).outlineStyle"))
                    .as(selector)
                    .isNotEqualTo("none");
        }
    }

    /** Controls of which a screen reader could say no more than what kind they are. */
    private static List<String> nameless() {
        return Objects.requireNonNull(
                page.eval("[...document.querySelectorAll('a[href], button, input, select, textarea')].filter(e =>"
                        + " ![e.getAttribute('aria-label'), e.tagName === 'SELECT' ? '' : e.textContent,"
                        + " ...[...(e.labels ?? [])].map(l => l.textContent)].some(name => name?.trim()))"
                        + ".map(e => e.outerHTML)"));
    }

    @Test
    void whenAccessIsReadOnlyThereIsNothingToSendWith() {
        try (ConfigurableApplicationContext own =
                ConsoleApplication.start("management.endpoint.thriftconsole.access=read-only")) {
            open(ConsoleApplication.base(own), GET_USER);
            page.untilText("Calling is off: access is read-only.");
            assertThat(page.<Object>eval("document.querySelector('#send')")).isNull();
        }
        page.requests.clear();
    }

    private static String json() {
        page.until("document.querySelector('.editor')?.editor");
        String text =
                Objects.requireNonNull(page.eval("document.querySelector('.editor').editor.view.state.doc.toString()"));
        return text;
    }

    private static void write(String text) {
        page.until("document.querySelector('.editor')?.editor");
        page.eval(
                "(e => { e.set(" + ThriftJson.text(text) + "); e.focus();"
                        + " e.view.dispatch({selection: {anchor: e.view.state.doc.length}}); })(document.querySelector('.editor').editor)");
    }

    private static void complete() {
        page.press(" ", CTRL);
        page.until("document.querySelector('.editor').shadowRoot.querySelector('.cm-tooltip-autocomplete li')");
    }

    private static List<String> options() {
        return Objects.requireNonNull(
                page.eval(
                        "[...document.querySelector('.editor').shadowRoot.querySelectorAll('.cm-completionLabel')].map(e => e.textContent)"));
    }

    private static void setOn(String field) {
        page.clickOn("[aria-label='" + field + " is set']");
    }

    private static void fill(String field, String text) {
        page.eval("(e => { e.value = " + ThriftJson.text(text) + "; e.dispatchEvent(new Event('input')); })"
                + "(document.getElementById([...document.querySelectorAll('label[for]')].find(l => l.firstChild.textContent === "
                + ThriftJson.text(field) + ").htmlFor))");
    }

    /** What a button puts on the clipboard. */
    private static String copied(String button) {
        page.eval("navigator.clipboard.writeText = async text => { window.copied = text; }; window.copied = undefined");
        page.clickText(".actions button", button);
        page.until("window.copied");
        return Objects.requireNonNull(page.eval("window.copied"));
    }

    private static String colour(String selector) {
        String property = selector.equals("body") ? "backgroundColor" : "color";
        return Objects.requireNonNull(
                page.eval("getComputedStyle(document.querySelector(" + ThriftJson.text(selector) + "))." + property));
    }

    private static void screenshot(String name) throws IOException {
        page.screenshot(Path.of(System.getProperty("console.screenshots", "target/console"), name + ".png"));
    }
}
