package io.thriftboot.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.spring.client.ThriftChannels;
import io.thriftboot.spring.client.ThriftClientAutoConfiguration;
import io.thriftboot.spring.server.ThriftServerAutoConfiguration;
import io.thriftboot.spring.test.api.ClockService;
import io.thriftboot.spring.test.app.ClockHandler;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.util.ClassUtils;

/** What the annotations import, and when. */
class SliceTests {

    @ParameterizedTest
    @ValueSource(classes = {AutoConfigureThrift.class, AutoConfigureThriftTransport.class})
    void whenAnnotationImportsAutoConfigurationsTheyExist(Class<?> annotation) throws IOException {
        List<String> lines =
                Files.readAllLines(Path.of("src/main/resources/META-INF/spring", annotation.getName() + ".imports"));
        assertThat(lines).isNotEmpty().allSatisfy(line -> {
            String name = line.replace("optional:", "");
            if (!line.startsWith("optional:") || ClassUtils.isPresent(name, null)) {
                assertThat(ClassUtils.resolveClassName(name, null)).hasAnnotation(AutoConfiguration.class);
            }
        });
    }

    @Test
    void whenTransportIsNotAskedForThereIsNone() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(ThriftTransportTestAutoConfiguration.class))
                .run(context -> assertThat(context).doesNotHaveBean(ThriftTestTransport.class));
    }

    @Test
    void whenServerHasAnHttpPathOnlyItIsInMemoryAllTheSame() {
        new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(
                        ThriftTransportTestAutoConfiguration.class,
                        ThriftServerAutoConfiguration.class,
                        ThriftClientAutoConfiguration.class))
                .withPropertyValues(
                        "thrift.test.transport.enabled=true",
                        "thrift.server.port=-1",
                        "thrift.server.http.path=/thrift")
                .withUserConfiguration(ClockHandler.class)
                .run(context -> assertThat(context.getBean(ThriftChannels.class)
                                .client("test", ClockService.Iface.class)
                                .now())
                        .isEqualTo(42));
    }
}
