package io.thriftboot.traces;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceRequest;
import io.opentelemetry.proto.collector.trace.v1.ExportTraceServiceResponse;
import io.opentelemetry.proto.common.v1.KeyValue;
import io.opentelemetry.proto.resource.v1.Resource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.stream.Collectors;

/** Receives spans by OTLP over HTTP, as a collector of OpenTelemetry's does. */
final class Collector implements AutoCloseable {

    private final HttpServer server;
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();

    Collector() {
        try {
            server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException ex) {
            throw new IllegalStateException(ex);
        }
        server.createContext("/v1/traces", this::receive);
        server.start();
    }

    /**
     * A span that has ended.
     *
     * @param process the name of the application
     * @param name the operation
     * @param kind such as {@code SPAN_KIND_SERVER}
     * @param attributes as texts
     */
    record Received(
            String process,
            String name,
            String kind,
            String trace,
            String id,
            String parent,
            Map<String, String> attributes) {

        /** Such as {@code sample SERVER UserService/get}. */
        String title() {
            return process + ' ' + kind.substring("SPAN_KIND_".length()) + ' ' + name;
        }
    }

    private void receive(HttpExchange exchange) throws IOException {
        try (exchange) {
            ExportTraceServiceRequest.parseFrom(exchange.getRequestBody())
                    .getResourceSpansList()
                    .forEach(spans -> spans.getScopeSpansList().forEach(scope -> scope.getSpansList()
                            .forEach(span -> received.add(received(spans.getResource(), span)))));
            byte[] answer = ExportTraceServiceResponse.getDefaultInstance().toByteArray();
            exchange.getResponseHeaders().set("Content-Type", "application/x-protobuf");
            exchange.sendResponseHeaders(200, answer.length == 0 ? -1 : answer.length);
        }
    }

    private static Received received(Resource resource, io.opentelemetry.proto.trace.v1.Span span) {
        return new Received(
                attributes(resource.getAttributesList()).getOrDefault("service.name", "?"),
                span.getName(),
                span.getKind().name(),
                hex(span.getTraceId().toByteArray()),
                hex(span.getSpanId().toByteArray()),
                hex(span.getParentSpanId().toByteArray()),
                attributes(span.getAttributesList()));
    }

    private static String hex(byte[] id) {
        return java.util.HexFormat.of().formatHex(id);
    }

    /** Fails if a key is there twice. */
    private static Map<String, String> attributes(List<KeyValue> values) {
        return values.stream()
                .collect(Collectors.toMap(
                        KeyValue::getKey,
                        value -> value.getValue().hasIntValue()
                                ? Long.toString(value.getValue().getIntValue())
                                : value.getValue().getStringValue()));
    }

    /** The spans of a trace, each after its parent. */
    List<Received> trace(String id) {
        List<Received> left = received.stream()
                .filter(span -> span.trace().equals(id))
                .collect(Collectors.toCollection(java.util.ArrayList::new));
        List<Received> ordered = new java.util.ArrayList<>();
        while (!left.isEmpty()) {
            Received next = left.stream()
                    .filter(span -> left.stream().noneMatch(other -> other.id().equals(span.parent())))
                    .findFirst()
                    .orElseThrow();
            left.remove(next);
            ordered.add(next);
        }
        return ordered;
    }

    String endpoint() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/v1/traces";
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
