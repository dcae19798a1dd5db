package io.thriftboot.server;

import static org.assertj.core.api.Assertions.assertThat;

import io.thriftboot.server.TestServer.Setup;
import io.thriftboot.testapi.EchoService;
import io.thriftboot.transport.WireFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One client that sends byte by byte, among others that do not. */
class SlowClientTests {

    @ParameterizedTest
    @EnumSource(ServerModel.class)
    void whenOneClientIsSlowTheOthersAreAnsweredMeanwhile(ServerModel model) throws Exception {
        Setup setup = new Setup(model, WireFormat.DEFAULT);
        setup.assumeServesManyConnections();
        try (TestServer server = new TestServer(setup);
                RawClient slow = new RawClient(server)) {
            EchoService.Iface other = server.client();
            byte[] call = slow.call("echo", 7, new EchoService.echo_args("slow"));
            for (byte next : call) {
                slow.send(new byte[] {next});
                assertThat(other.echo("other")).isEqualTo("other");
            }

            EchoService.echo_result result = new EchoService.echo_result();
            assertThat(slow.receive(result).seqid).isEqualTo(7);
            assertThat(result.getSuccess()).isEqualTo("slow");
        }
    }
}
