package io.thriftboot.observation;

import brave.Tracing;
import brave.handler.MutableSpan;
import brave.handler.SpanHandler;
import brave.propagation.StrictCurrentTraceContext;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.tracing.Tracer;
import io.micrometer.tracing.brave.bridge.BraveCurrentTraceContext;
import io.micrometer.tracing.brave.bridge.BraveFinishedSpan;
import io.micrometer.tracing.brave.bridge.BravePropagator;
import io.micrometer.tracing.brave.bridge.BraveTracer;
import io.micrometer.tracing.brave.bridge.W3CPropagation;
import io.micrometer.tracing.exporter.FinishedSpan;
import io.micrometer.tracing.handler.DefaultTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingReceiverTracingObservationHandler;
import io.micrometer.tracing.handler.PropagatingSenderTracingObservationHandler;
import io.micrometer.tracing.otel.bridge.OtelCurrentTraceContext;
import io.micrometer.tracing.otel.bridge.OtelFinishedSpan;
import io.micrometer.tracing.otel.bridge.OtelPropagator;
import io.micrometer.tracing.otel.bridge.OtelTracer;
import io.micrometer.tracing.propagation.Propagator;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.propagation.ContextPropagators;
import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

/** A tracer of each library behind Micrometer's, as Spring Boot sets them up, and the spans that have ended. */
final class Traces implements AutoCloseable {

    /** A library for traces. */
    enum Library {
        OPEN_TELEMETRY {
            @Override
            Traces start() {
                return openTelemetry();
            }
        },
        BRAVE {
            @Override
            Traces start() {
                return brave();
            }
        };

        abstract Traces start();
    }

    final ObservationRegistry registry = ObservationRegistry.create();
    final Tracer tracer;
    private final Queue<FinishedSpan> spans;
    private final Runnable close;

    private Traces(Tracer tracer, Propagator propagator, Queue<FinishedSpan> spans, Runnable close) {
        this.tracer = tracer;
        this.spans = spans;
        this.close = close;
        registry.observationConfig()
                .observationHandler(
                        new io.micrometer.observation.ObservationHandler.FirstMatchingCompositeObservationHandler(
                                new PropagatingSenderTracingObservationHandler<>(tracer, propagator),
                                new PropagatingReceiverTracingObservationHandler<>(tracer, propagator),
                                new DefaultTracingObservationHandler(tracer)));
    }

    private static Traces openTelemetry() {
        Queue<FinishedSpan> spans = new ConcurrentLinkedQueue<>();
        SdkTracerProvider provider = SdkTracerProvider.builder()
                .addSpanProcessor(SimpleSpanProcessor.create(new Exporter(spans)))
                .build();
        io.opentelemetry.api.trace.Tracer tracer = provider.get("test");
        ContextPropagators propagators = ContextPropagators.create(W3CTraceContextPropagator.getInstance());
        return new Traces(
                new OtelTracer(tracer, new OtelCurrentTraceContext(), event -> {}),
                new OtelPropagator(propagators, tracer),
                spans,
                provider::close);
    }

    private static Traces brave() {
        Queue<FinishedSpan> spans = new ConcurrentLinkedQueue<>();
        StrictCurrentTraceContext current = StrictCurrentTraceContext.create();
        Tracing tracing = Tracing.newBuilder()
                .propagationFactory(new W3CPropagation())
                .currentTraceContext(current)
                .traceId128Bit(true)
                .supportsJoin(false)
                .addSpanHandler(new SpanHandler() {
                    @Override
                    public boolean end(brave.propagation.TraceContext context, MutableSpan span, Cause cause) {
                        return spans.add(BraveFinishedSpan.fromBrave(span));
                    }
                })
                .build();
        return new Traces(
                new BraveTracer(tracing.tracer(), new BraveCurrentTraceContext(current)),
                new BravePropagator(tracing),
                spans,
                () -> {
                    tracing.close();
                    current.close();
                });
    }

    /** The span of this name that has ended last, {@code null} if there is none yet. */
    FinishedSpan last(String name, io.micrometer.tracing.Span.Kind kind) {
        return spans.stream()
                .filter(span -> span.getName().equals(name) && span.getKind() == kind)
                .reduce((first, second) -> second)
                .orElse(null);
    }

    Collection<FinishedSpan> spans() {
        return spans;
    }

    /** Fails if a scope is still open in Brave's context. */
    @Override
    public void close() {
        close.run();
    }

    private record Exporter(Queue<FinishedSpan> spans) implements SpanExporter {

        @Override
        public CompletableResultCode export(Collection<SpanData> ended) {
            ended.stream().map(OtelFinishedSpan::fromOtel).forEach(spans::add);
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode flush() {
            return CompletableResultCode.ofSuccess();
        }

        @Override
        public CompletableResultCode shutdown() {
            return CompletableResultCode.ofSuccess();
        }
    }
}
