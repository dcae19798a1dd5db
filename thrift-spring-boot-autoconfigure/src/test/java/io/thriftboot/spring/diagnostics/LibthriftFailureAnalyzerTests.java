package io.thriftboot.spring.diagnostics;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.BeanCreationException;
import org.springframework.boot.diagnostics.FailureAnalysis;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.core.io.support.SpringFactoriesLoader;

class LibthriftFailureAnalyzerTests {

    private final LibthriftFailureAnalyzer analyzer = new LibthriftFailureAnalyzer();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'int org.apache.thrift.TBaseHelper.preallocSize(int)'",
                "org/apache/thrift/TConfiguration",
                "class io.thriftboot.MethodDescriptor tried to access protected method 'boolean"
                        + " org.apache.thrift.ProcessFunction.isOneway()'"
            })
    void whenLibthriftDoesNotFitItsVersionAndPlaceAreNamed(String message) {
        FailureAnalysis analysis =
                analyzer.analyze(new BeanCreationException("thriftServers", "no", new NoSuchMethodError(message)));
        assertThat(analysis.getDescription())
                .startsWith("libthrift 0.25.0 does not have what is needed")
                .contains("libthrift-0.25.0.jar", message);
        assertThat(analysis.getAction()).contains("libthrift 0.21 or newer", "<libthriftVersion>");
    }

    @Test
    void whenAnotherLibraryDoesNotFitNothingIsSaid() {
        assertThat(analyzer.analyze(new NoSuchMethodError("'void com.example.Other.run()'")))
                .isNull();
    }

    /** Other analyzers need a bean factory, and cannot be made here. */
    @Test
    void whenApplicationFailsSpringBootAsksTheAnalyzer() {
        assertThat(SpringFactoriesLoader.forDefaultResourceLocation()
                        .load(FailureAnalyzer.class, (type, name, failure) -> {}))
                .hasAtLeastOneElementOfType(LibthriftFailureAnalyzer.class);
    }
}
