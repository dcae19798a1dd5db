package io.thriftboot.benchmarks.micro;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.helpers.NOPAppender;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.observation.ObservationRegistry;
import io.thriftboot.ServiceDescriptor;
import io.thriftboot.benchmarks.micro.api.Micro;
import io.thriftboot.observation.ThriftMetricsInterceptor;
import io.thriftboot.observation.ThriftObservationInterceptor;
import io.thriftboot.server.ThriftProcessor;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.thrift.TConfiguration;
import org.apache.thrift.TException;
import org.apache.thrift.TProcessor;
import org.apache.thrift.protocol.TBinaryProtocol;
import org.apache.thrift.protocol.TProtocol;
import org.apache.thrift.transport.AutoExpandingBufferWriteTransport;
import org.apache.thrift.transport.TMemoryInputTransport;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/** What each feature around a call adds to answering a request in memory. */
@State(Scope.Benchmark)
@Warmup(iterations = 6, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(3)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH calls the set-up before all else.
public class FeatureBenchmark {

    /** What is on; {@code bare} is no server's processor, {@code starter} that of a Spring Boot application with nothing on. */
    @Param({"bare", "nothing", "starter", "interceptor", "timers", "observation", "transaction-id", "access-log"})
    private String feature;

    private @Nullable ConfigurableApplicationContext application;
    private TProcessor processor;
    private byte[] message;
    private TMemoryInputTransport input;
    private AutoExpandingBufferWriteTransport output;
    private TProtocol in;
    private TProtocol out;

    /** Makes what is used again for every message. */
    @Setup
    public void open() throws TException {
        processor = processor();
        byte[] frame = Echo.request();
        message = Arrays.copyOfRange(frame, Integer.BYTES, frame.length);
        input = new TMemoryInputTransport();
        output = new AutoExpandingBufferWriteTransport(new TConfiguration(), 512, 0);
        in = new TBinaryProtocol(input);
        out = new TBinaryProtocol(output);
    }

    private TProcessor processor() {
        ServiceDescriptor service = ServiceDescriptor.of(Micro.class);
        Micro.Iface handler = text -> text;
        if (feature.equals("bare")) {
            return new BareProcessor(service, handler);
        }
        if (feature.equals("starter")) {
            application = StarterApplication.start();
            return StarterApplication.server(application).processor();
        }
        ThriftProcessor.Builder builder = ThriftProcessor.builder().service(service, handler);
        turnOn(builder);
        return builder.build();
    }

    /** Ends the application, if there is one. */
    @TearDown
    public void close() {
        if (application != null) {
            application.close();
        }
    }

    private void turnOn(ThriftProcessor.Builder builder) {
        switch (feature) {
            case "nothing" -> {}
            case "interceptor" -> builder.interceptors(List.of((call, next) -> next.invoke(call)));
            case "timers" -> builder.interceptors(List.of(ThriftMetricsInterceptor.server(new SimpleMeterRegistry())));
            case "observation" -> builder.interceptors(List.of(observation()));
            case "transaction-id" -> builder.transactionIds("transaction-id");
            case "access-log" -> builder.accessLog("server", 2000);
            default -> throw new IllegalArgumentException("feature: " + feature + " (expected: one of the parameters)");
        }
        discardAccessLog();
    }

    private static ThriftObservationInterceptor observation() {
        ObservationRegistry registry = ObservationRegistry.create();
        registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(new SimpleMeterRegistry()));
        return ThriftObservationInterceptor.server(registry, null, null);
    }

    /** Lines are made and go nowhere: where to is not for this to measure. */
    private static void discardAccessLog() {
        Logger logger = (Logger) LoggerFactory.getLogger("io.thriftboot.access");
        NOPAppender<ILoggingEvent> nowhere = new NOPAppender<>();
        nowhere.setContext(logger.getLoggerContext());
        nowhere.start();
        logger.addAppender(nowhere);
        logger.setLevel(Level.INFO);
        logger.setAdditive(false);
    }

    /** The answer's length. */
    @Benchmark
    public int answer() throws TException {
        input.reset(message);
        output.reset();
        processor.process(in, out);
        return output.getLength();
    }
}
