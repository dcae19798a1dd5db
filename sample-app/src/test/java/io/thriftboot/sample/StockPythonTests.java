package io.thriftboot.sample;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.SpringBootTest.WebEnvironment;

/** Apache Thrift's own Python library calls the sample. */
class StockPythonTests {

    private static final String[] EXPECTED = {
        "ok plain get",
        "ok plain list",
        "ok plain save",
        "ok plain declared exception",
        "ok plain oneway, then a call",
        "ok plain find",
        "ok multiplexed get",
        "ok multiplexed list",
        "ok multiplexed save",
        "ok multiplexed declared exception",
        "ok multiplexed oneway, then a call",
        "ok multiplexed find",
        "ok multiplexed greet",
        "ok unknown method",
        "ok unknown service",
        "ok the same connection",
    };

    @BeforeEach
    void assumeInstalled() throws Exception {
        StockPython.assumeInstalled();
    }

    private static void callsFrom(int port, String protocol, String transport) throws Exception {
        StockPython.Result result = StockPython.run(Path.of("src/test/python/client.py"), port, protocol, transport);
        assertThat(result.output().lines()).containsExactly(EXPECTED);
        assertThat(result.exitCode()).isZero();
    }

    @Nested
    @SpringBootTest(
            webEnvironment = WebEnvironment.NONE,
            properties = {"thrift.server.port=0", "sample.interval=1h"})
    class WithTheDefaults {

        @Value("${local.thrift.server.port}")
        private int port;

        @Test
        void whenFramedBinaryIsSpokenEveryCallIsAnswered() throws Exception {
            callsFrom(port, "binary", "framed");
        }
    }

    @Nested
    @SpringBootTest(
            webEnvironment = WebEnvironment.NONE,
            properties = {
                "thrift.server.port=0",
                "thrift.server.model=thread-pool",
                "thrift.server.transport=buffered",
                "thrift.server.protocol=compact",
                "thrift.client.transport=buffered",
                "thrift.client.protocol=compact",
                "sample.interval=1h"
            })
    class OnAThreadPool {

        @Value("${local.thrift.server.port}")
        private int port;

        @Test
        void whenBufferedCompactIsSpokenEveryCallIsAnswered() throws Exception {
            callsFrom(port, "compact", "buffered");
        }
    }
}
