package io.thriftboot.spring.observation;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.thriftboot.spring.server.ThriftServerCalls;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Reads the calls of methods from their timers, so that nothing is counted twice.
 *
 * @param registry has the timers
 */
record TimedServerCalls(MeterRegistry registry) implements ThriftServerCalls {

    private static final Set<String> NO_FAILURES = Set.of("success", "declared_exception");

    @Override
    public Map<String, Method> byMethod() {
        Map<String, List<Timer>> timers = registry.find("thrift.server").timers().stream()
                .collect(Collectors.groupingBy(timer -> timer.getId().getTag("rpc.service")
                        + '.'
                        + timer.getId().getTag("rpc.method")));
        Map<String, Method> methods = new TreeMap<>();
        timers.forEach((name, ofMethod) -> methods.put(name, method(ofMethod)));
        return methods;
    }

    private static Method method(Collection<Timer> timers) {
        long calls = timers.stream().mapToLong(Timer::count).sum();
        long failures = timers.stream()
                .filter(timer ->
                        !NO_FAILURES.contains(String.valueOf(timer.getId().getTag("thrift.outcome"))))
                .mapToLong(Timer::count)
                .sum();
        double total = timers.stream()
                .mapToDouble(timer -> timer.totalTime(TimeUnit.MICROSECONDS))
                .sum();
        double max = timers.stream()
                .mapToDouble(timer -> timer.max(TimeUnit.MICROSECONDS))
                .max()
                .orElse(0);
        return new Method(calls, failures, calls == 0 ? 0 : total / calls, max);
    }
}
