package io.thriftboot.spring.console;

import io.thriftboot.model.ThriftJson;
import io.thriftboot.model.ThriftModel;
import io.thriftboot.server.LoggedCall;
import io.thriftboot.spring.server.ThriftServers;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.actuate.endpoint.Access;
import org.springframework.boot.actuate.endpoint.SecurityContext;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.Selector;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;
import org.springframework.boot.actuate.endpoint.web.WebEndpointResponse;
import org.springframework.boot.actuate.endpoint.web.annotation.WebEndpoint;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.Resource;
import org.springframework.util.MimeType;

/**
 * A page that browses the services of this application's servers and clients, and calls their methods. Nobody has access unless
 * the application says so: {@code management.endpoint.thriftconsole.access} is {@code read-only} for looking, {@code unrestricted}
 * for calling.
 *
 * @since 0.1
 */
@WebEndpoint(id = "thriftconsole", defaultAccess = Access.NONE)
public final class ThriftConsoleEndpoint {

    private static final MimeType JSON = MimeType.valueOf("application/json");
    private static final int OK = WebEndpointResponse.STATUS_OK;

    private final ConsoleTargets targets;
    private final ConsoleInvoker invoker;
    private final String base;
    private final boolean canCall;

    ThriftConsoleEndpoint(ConsoleTargets targets, String base, boolean canCall) {
        this.targets = targets;
        this.invoker = new ConsoleInvoker(targets);
        this.base = base;
        this.canCall = canCall;
    }

    /**
     * The page.
     *
     * @return HTML
     */
    @ReadOperation(produces = "text/html")
    public WebEndpointResponse<Resource> page() {
        return new WebEndpointResponse<>(ConsoleAssets.page(base), OK, ConsoleAssets.HTML);
    }

    /**
     * What the page needs: its files, the {@code model}, and the last {@code calls} of a server.
     *
     * @param name which of them
     * @param server of {@code calls}: the server's name
     * @param after of {@code calls}: the number of the last one that the page has
     * @return a file or JSON, or status 404
     */
    @ReadOperation(produces = {"application/json", "text/javascript", "text/css"})
    public WebEndpointResponse<Resource> file(@Selector String name, @Nullable String server, @Nullable Long after) {
        if (name.equals("model")) {
            return json(model(), OK);
        }
        if (name.equals("calls")) {
            return calls(server, after == null ? 0 : after);
        }
        MimeType type = ConsoleAssets.typeOf(name);
        return type == null
                ? new WebEndpointResponse<>(WebEndpointResponse.STATUS_NOT_FOUND)
                : new WebEndpointResponse<>(ConsoleAssets.get(name), OK, type);
    }

    /**
     * Calls a method.
     *
     * @param service its name at the target
     * @param method its name
     * @param target {@code server:<name>} or {@code client:<name>}; unset: the default server
     * @param args JSON text of an object with the arguments by their names
     * @param headers JSON text of an object of strings; unset: none
     * @param timeout such as {@code 5s}, at most 60 s; unset: 10 s
     * @param security who asks
     * @return the outcome, or status 400, 404, 429 or 504 with a sentence
     */
    @WriteOperation(produces = "application/json")
    public WebEndpointResponse<Resource> call(
            @Selector String service,
            @Selector String method,
            @Nullable String target,
            String args,
            @Nullable String headers,
            @Nullable String timeout,
            SecurityContext security) {
        try {
            return json(
                    ThriftJson.text(invoker.call(
                            new ConsoleInvoker.Request(target, service, method, args, headers, timeout),
                            security.getPrincipal())),
                    OK);
        } catch (ConsoleException ex) {
            return json(ThriftJson.text(Map.of("error", String.valueOf(ex.getMessage()))), ex.status());
        }
    }

    private String model() {
        ThriftModel model = targets.model();
        String about = ThriftJson.text(new LinkedHashMap<>(Map.of("canCall", canCall, "targets", targets.describe())));
        return about.substring(0, about.length() - 1) + ",\"model\":" + model.toJson() + "}";
    }

    private WebEndpointResponse<Resource> calls(@Nullable String server, long after) {
        ThriftServers servers = targets.servers();
        List<LoggedCall> calls = servers == null
                ? null
                : servers.all().stream()
                        .filter(instance -> instance.name().equals(server))
                        .map(instance -> instance.processor().callsAfter(after))
                        .filter(Objects::nonNull)
                        .findFirst()
                        .orElse(null);
        return calls == null
                ? json(
                        ThriftJson.text(Map.of("error", "no access log (expected: thrift.server.access-log.enabled)")),
                        404)
                : json(
                        ThriftJson.text(calls.stream()
                                .map(ThriftConsoleEndpoint::describe)
                                .toList()),
                        OK);
    }

    private static Map<String, Object> describe(LoggedCall call) {
        Map<String, Object> map = new LinkedHashMap<>();
        map.put("number", call.number());
        map.put("at", call.endedAt().toString());
        map.put("peer", call.peer() == null ? "-" : call.peer());
        map.put("service", call.service() == null ? "-" : call.service());
        map.put("method", call.method());
        map.put("outcome", call.outcome());
        map.put("micros", call.micros());
        map.put("bytesIn", call.bytesIn());
        map.put("bytesOut", call.bytesOut());
        return map;
    }

    private static WebEndpointResponse<Resource> json(String text, int status) {
        return new WebEndpointResponse<>(new ByteArrayResource(text.getBytes(StandardCharsets.UTF_8)), status, JSON);
    }
}
