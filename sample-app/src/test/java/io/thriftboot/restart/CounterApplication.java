package io.thriftboot.restart;

import io.thriftboot.restart.api.CounterService;
import io.thriftboot.spring.ThriftService;
import io.thriftboot.spring.server.ThriftServerStartedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicLong;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.annotation.Import;
import org.springframework.context.event.EventListener;

/** A server in a process of its own that notes each execution in a file, which outlives a kill of the process. */
@SpringBootConfiguration
@EnableAutoConfiguration
@Import(CounterApplication.CounterHandler.class)
class CounterApplication {

    private final Path portFile;

    CounterApplication(@Value("${counter.port-file}") Path portFile) {
        this.portFile = portFile;
    }

    public static void main(String[] args) {
        new SpringApplicationBuilder(CounterApplication.class)
                .web(WebApplicationType.NONE)
                .run(args);
    }

    /** Says where the server listens, by a file that is there whole or not at all. */
    @EventListener
    void started(ThriftServerStartedEvent event) throws IOException {
        Path written = Files.writeString(Path.of(portFile + ".new"), Integer.toString(event.port()));
        Files.move(written, portFile, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Notes the key before it answers. */
    @ThriftService
    static class CounterHandler implements CounterService.Iface {

        private final FileChannel executions;
        private final AtomicLong count = new AtomicLong();

        CounterHandler(@Value("${counter.executions-file}") Path file) throws IOException {
            this.executions = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        }

        @Override
        public long execute(String key) {
            try {
                executions.write(ByteBuffer.wrap((key + '\n').getBytes(StandardCharsets.UTF_8)));
            } catch (IOException ex) {
                throw new UncheckedIOException(ex);
            }
            return count.incrementAndGet();
        }

        @Override
        public long repeat(String key) {
            return execute(key);
        }
    }
}
