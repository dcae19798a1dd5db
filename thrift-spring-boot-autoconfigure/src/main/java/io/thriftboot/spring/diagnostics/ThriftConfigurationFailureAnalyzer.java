package io.thriftboot.spring.diagnostics;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Has Spring Boot print what a {@link ThriftConfigurationException} says. */
final class ThriftConfigurationFailureAnalyzer extends AbstractFailureAnalyzer<ThriftConfigurationException> {

    ThriftConfigurationFailureAnalyzer() {}

    @Override
    protected FailureAnalysis analyze(Throwable rootFailure, ThriftConfigurationException cause) {
        return new FailureAnalysis(cause.getMessage(), cause.action(), cause);
    }
}
