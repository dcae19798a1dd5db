package io.thriftboot.spring.aot;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.ServiceDescriptor;
import io.thriftboot.spring.consoleapi.OrderService;
import io.thriftboot.spring.consoleapi.UserService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.core.io.ClassPathResource;

/** What {@code thrift-maven-plugin} tells native images of the classes it generates, against those classes. */
class CompilersMetadataTests {

    private static final Pattern TYPE =
            Pattern.compile("\\{\"type\": \"([^\"]+)\"(, \"(allPublicConstructors|allPublicMethods)\": true)?}");
    private static final Pattern PROXY = Pattern.compile("\\{\"proxy\": \\[\"([^\"]+)\"]}");

    @ParameterizedTest
    @ValueSource(strings = {"consoleapi.console", "testapi.spring-test"})
    void whenTypesAreNamedTheyExist(String program) throws Exception {
        Set<String> names = find(TYPE, metadata(program));
        assertThat(names).hasSizeGreaterThan(20);
        for (String name : names) {
            assertThat(Class.forName(name, false, getClass().getClassLoader())).isNotNull();
        }
    }

    /** Both ways tell the same; the classes for which there is nothing to call need not be told. */
    @ParameterizedTest
    @ValueSource(classes = {UserService.class, OrderService.class})
    void whenAServiceIsReadAllThatIsCalledByReflectionIsNamed(Class<?> service) throws IOException {
        Set<String> names = find(TYPE, metadata("consoleapi.console"));
        Set<String> called = GeneratedClasses.of(ServiceDescriptor.of(service)).stream()
                .filter(type -> GeneratedClassesAotProcessor.membersOf(type).length > 0)
                .map(Class::getName)
                .collect(Collectors.toSet());
        assertThat(called).hasSizeGreaterThan(5);
        assertThat(names).containsAll(called);
    }

    @Test
    void whenClientsAreMadeTheInterfacesMayBeProxied() throws IOException {
        assertThat(find(PROXY, metadata("testapi.spring-test")))
                .contains(
                        io.thriftboot.spring.testapi.UserService.Iface.class.getName(),
                        io.thriftboot.spring.testapi.UserService.AsyncIface.class.getName());
    }

    private static Set<String> find(Pattern pattern, String metadata) {
        return pattern.matcher(metadata).results().map(found -> found.group(1)).collect(Collectors.toSet());
    }

    private static String metadata(String program) throws IOException {
        return new ClassPathResource(
                        "META-INF/native-image/thrift/io.thriftboot.spring." + program + "/reachability-metadata.json")
                .getContentAsString(StandardCharsets.UTF_8);
    }
}
