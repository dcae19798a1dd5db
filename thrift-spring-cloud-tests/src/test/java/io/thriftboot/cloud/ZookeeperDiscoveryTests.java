package io.thriftboot.cloud;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.curator.test.TestingServer;
import org.apache.thrift.transport.TTransportException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.WebApplicationType;
import org.springframework.context.ConfigurableApplicationContext;

/** Applications that publish their Thrift ports in ZooKeeper, and one that finds them there. */
@Timeout(180)
class ZookeeperDiscoveryTests {

    /** Zookeeper leaves its configuration there, beside its data. */
    @TempDir
    private Path folder;

    private TestingServer zookeeper;
    private Applications applications;

    @BeforeEach
    void start() throws Exception {
        zookeeper = new TestingServer(-1, folder.resolve("zookeeper").toFile(), true);
        applications = new Applications(
                "spring.cloud.zookeeper.connect-string=" + zookeeper.getConnectString(),
                "spring.cloud.zookeeper.discovery.instance-host=127.0.0.1",
                "server.port=0");
    }

    @AfterEach
    void stop() throws Exception {
        applications.close();
        zookeeper.close();
    }

    private ConfigurableApplicationContext runServer(String place) {
        return applications.run(
                Applications.Server.class,
                WebApplicationType.SERVLET,
                "spring.application.name=places",
                "place=" + place);
    }

    /** Its first calls may come before the registry has been asked. */
    private ConfigurableApplicationContext runClient() {
        ConfigurableApplicationContext client = applications.run(
                Applications.Client.class,
                WebApplicationType.NONE,
                "spring.application.name=caller",
                "spring.cloud.zookeeper.discovery.register=false",
                "spring.cloud.zookeeper.max-retries=0");
        Awaitility.await()
                .atMost(Duration.ofSeconds(30))
                .ignoreException(TTransportException.class)
                .until(() -> !Applications.answers(client).isEmpty());
        return client;
    }

    private static void awaitAnswers(ConfigurableApplicationContext client, String... places) {
        Awaitility.await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(Applications.answers(client))
                .containsExactly(places));
    }

    @Test
    void whenApplicationsComeAndGoTheClientCallsThoseThatAreThere() {
        ConfigurableApplicationContext one = runServer("one");
        ConfigurableApplicationContext client = runClient();
        awaitAnswers(client, "one");

        runServer("two");
        awaitAnswers(client, "one", "two");

        one.close();
        awaitAnswers(client, "two");
    }

    @Test
    void whenTheRegistryIsGoneCallsGoToWhatWasKnown() throws Exception {
        runServer("one");
        ConfigurableApplicationContext client = runClient();
        awaitAnswers(client, "one");

        zookeeper.stop();

        for (int i = 0; i < 5; i++) {
            assertThat(Applications.answers(client)).containsExactly("one");
        }
    }
}
