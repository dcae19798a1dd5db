package io.thriftboot.devtools;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.process.ApplicationProcess;
import io.thriftboot.restart.api.CounterService;
import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.ToolProvider;

/** The folder of classes of a project that somebody is working on: an application, its handler, and generated classes. */
final class EditedProject {

    private static final String SOURCE = """
            package edited;

            import io.thriftboot.restart.api.CounterService;
            import io.thriftboot.spring.ThriftClient;
            import io.thriftboot.spring.ThriftService;
            import org.springframework.boot.ApplicationRunner;
            import org.springframework.boot.SpringApplication;
            import org.springframework.boot.autoconfigure.SpringBootApplication;
            import org.springframework.context.annotation.Bean;

            @SpringBootApplication
            public class Application {

                public static void main(String[] args) {
                    SpringApplication.run(Application.class, args);
                }

                @Bean
                ApplicationRunner caller(@ThriftClient("counter") CounterService.Iface counter) {
                    return args -> System.out.println("itself: " + counter.execute("itself") + " "
                            + CounterService.Iface.class.getClassLoader().getClass().getSimpleName());
                }
            }

            @ThriftService
            class Handler implements CounterService.Iface {

                @Override
                public long execute(String key) {
                    return @answer@;
                }

                @Override
                public long repeat(String key) {
                    return execute(key);
                }
            }
            """;

    private final Path folder;

    private EditedProject(Path folder) {
        this.folder = folder;
    }

    /** A project whose handler gives an answer. */
    static EditedProject create(Path folder, long answer) throws IOException, URISyntaxException {
        Path generated = Path.of("io/thriftboot/restart/api");
        Path classes = Path.of(CounterService.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
        Files.createDirectories(folder.resolve(generated));
        try (Stream<Path> files = Files.list(classes.resolve(generated))) {
            for (Path file : files.toList()) {
                Files.copy(
                        file,
                        folder.resolve(generated).resolve(file.getFileName().toString()));
            }
        }
        EditedProject project = new EditedProject(folder);
        project.edit(answer);
        return project;
    }

    /** Has the handler give another answer, and compiles it. */
    void edit(long answer) throws IOException {
        Path source = folder.resolveSibling("Application.java");
        Files.writeString(source, SOURCE.replace("@answer@", answer + "L"));
        int status = ToolProvider.getSystemJavaCompiler()
                .run(
                        null,
                        null,
                        null,
                        "-nowarn",
                        "-proc:none",
                        "-d",
                        folder.toString(),
                        "-cp",
                        classPath(),
                        source.toString());
        assertThat(status).as("exit code of javac").isZero();
    }

    /** The folder, and what applications with these libraries have on their class path. */
    String classPath() {
        return Stream.concat(
                        Stream.of(folder.toString()),
                        Arrays.stream(ApplicationProcess.classPath().split(File.pathSeparator))
                                .filter(EditedProject::isLibrary))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** Neither the sample nor its tests. */
    private static boolean isLibrary(String element) {
        return !element.contains(File.separator + "sample-app" + File.separator)
                && List.of("tomcat", "spring-boot-test").stream().noneMatch(element::contains);
    }
}
