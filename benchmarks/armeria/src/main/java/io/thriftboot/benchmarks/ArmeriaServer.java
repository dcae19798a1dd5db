package io.thriftboot.benchmarks;

import com.linecorp.armeria.server.Server;
import com.linecorp.armeria.server.thrift.THttpService;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The process of Armeria's server: Thrift over HTTP, handlers where Armeria puts them unless told otherwise. */
final class ArmeriaServer {

    static final String PATH = "/thrift";

    private ArmeriaServer() {}

    public static void main(String[] arguments) throws IOException {
        Server server = Server.builder()
                .http(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
                .service(PATH, THttpService.of(new Handler()))
                .requestTimeoutMillis(20_000)
                .build();
        server.start().join();
        System.out.println("port=" + server.activeLocalPort());
        Questions.answerUntilStandardInputEnds();
    }
}
